"""Leaves out the tests of the present core that do not hold for the next one.

A test here takes the place of the one in tests/checker/ that has its name.
Those below have none of their name: what they prove is no longer so.
"""

ENDED = {
    # Each cost gets a copy of its own, so that none is put back.
    "test_a_cost_that_keeps_its_parameters_keeps_them_unmoved",
    # The first line is a bound: what can hide, not what would be seen.
    "test_a_right_report_says_what_it_would_have_seen",
    "test_of_a_sample_it_says_what_would_have_been_seen_there",
    "test_the_resolution_of_directions_holds_for_99_errors_in_100",
    "test_an_error_above_the_resolution_is_seen_and_a_small_one_is_not",
    "test_an_error_bar_is_six_deviations_and_the_resolution_three_error_bars",
    # rtol= is refused along directions.
    "test_float32_directions_are_as_exact_as_the_step_that_they_multiply",
    # The step and the noise are measured, and guessed from no type.
    "test_nor_for_less_than_the_rounding_of_the_parameters_does_to_it",
    "test_the_step_is_twice_the_cube_root_of_the_coarsest_floats_eps",
    "test_a_cost_is_not_taken_for_float32_for_what_it_is_far_away",
    # More can be told: one side of a kink, what is flat, where a cost ends.
    "test_exactly_on_a_kink_there_is_no_gradient_to_be_told",
    "test_a_cost_of_zero_with_a_gradient_of_zero_is_not_wrong",
    "test_a_cost_that_is_nan_nearby_is_cannot_tell_and_says_where",
}


def pytest_collection_modifyitems(items):
    here = {
        item.originalname for item in items
        if item.path.name.startswith("test_next_")
    }
    items[:] = [
        item for item in items
        if item.path.name.startswith("test_next_")
        or item.originalname not in here | ENDED
    ]
