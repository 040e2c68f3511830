"""Right gradients in hard regimes, for trying a change of the core in seconds.

    PYTHONPATH=benchmarks/next:snippets:benchmarks python \
        benchmarks/next/quick_regimes.py 20 [part of a regime's name]
"""

import sys
import time
import warnings
from collections import Counter

import numpy as np
from gradient_check import check_gradient

warnings.simplefilter("ignore")


def net(seed, cast=lambda a: a, cast_out=lambda a:a, scale=1.0, m=16):
    rng=np.random.default_rng(seed); X=cast(rng.normal(size=(m,4))).astype(float); Y=cast(rng.normal(size=(m,2))).astype(float)
    p={"W":scale*rng.normal(size=(4,5))/2,"b":scale*rng.normal(size=5)*.1,"V":scale*rng.normal(size=(5,2))/2}
    def cost(p):
        q={k:cast(v) for k,v in p.items()}; x=cast(X); y=cast(Y)
        a=np.tanh(x@q["W"]+q["b"]); z=a@q["V"]; return cast_out(((z-y)**2).mean())
    def grad(p):
        a=np.tanh(X@p["W"]+p["b"]); z=a@p["V"]; d=2*(z-Y)/Y.size; back=d@p["V"].T*(1-a**2)
        return {"W":X.T@back,"b":back.sum(0),"V":a.T@d}
    return cost, grad, p
REGIMES={}
f16=lambda a: a.astype(np.float16); f32=lambda a:a.astype(np.float32)
def bf16(a):
    a=np.asarray(a,np.float32); u=a.view(np.uint32); u=(u+0x7fff+((u>>16)&1))&np.uint32(0xffff0000); return u.view(np.float32)
REGIMES["plain net"]=lambda s: net(s)
REGIMES["float32 inside"]=lambda s: net(s,f32)
REGIMES["float16 inside"]=lambda s: net(s,f16)
REGIMES["bfloat16 inside"]=lambda s: net(s,bf16)
REGIMES["bfloat16 weights only"]=lambda s: net(s,lambda a: bf16(a).astype(float))
REGIMES["float16 result"]=lambda s: net(s,cast_out=lambda J: np.float16(J))
for d in 3,5,8: REGIMES[f"rounded {d}"]=lambda s,d=d: net(s,cast_out=lambda J: round(float(J),d))
REGIMES["float32 result"]=lambda s: net(s,cast_out=np.float32)
def withpen(s):
    c,g,p=net(s,f32)
    return (lambda p: float(c(p))+1e-3*sum((v**2).sum() for v in p.values())),(lambda p:{k:v+2e-3*p[k] for k,v in g(p).items()}),p
REGIMES["float32 model float64 penalty"]=withpen
def jit(s, eps=1e-9):
    c,g,p=net(s)
    def cost(p):
        J=c(p); h=hash(np.concatenate([v.ravel() for v in p.values()]).tobytes())
        return J*(1+eps*np.random.default_rng(abs(h)).normal())
    return cost,g,p
REGIMES["hash noise 1e-9"]=jit; REGIMES["hash noise 1e-5"]=lambda s: jit(s,1e-5); REGIMES["hash noise 1e-3"]=lambda s: jit(s,1e-3)
def growing(s):
    rng=np.random.default_rng(s); x=rng.normal(size=12)
    def cost(x):
        h=abs(hash(x.tobytes())); return np.sum(np.sin(x))+1e-6*np.sum(np.abs(x))*np.random.default_rng(h).normal()
    return cost,np.cos,x
REGIMES["noise grows"]=growing
def sized(s):
    rng=np.random.default_rng(s); L=10.0**rng.uniform(-12,12); x=L*(1+rng.random(6)); return (lambda x: np.sum(np.sin(x/L)*np.exp(-x/L))),(lambda x:(np.cos(x/L)-np.sin(x/L))*np.exp(-x/L)/L),x
REGIMES["sizes"]=sized
def mixed(s):
    rng=np.random.default_rng(s); L=10.0**rng.uniform(-8,8,8); x=L*(1+rng.random(8)); w=rng.normal(size=8)
    return (lambda x: np.sum(w*np.sin(x/L))),(lambda x:w*np.cos(x/L)/L),x
REGIMES["mixed in array"]=mixed
def mixedlike(s):
    rng=np.random.default_rng(s); L=10.0**rng.uniform(-8,8,8); x=L*rng.normal(size=8); w=rng.normal(size=8)
    return (lambda x: np.sum(w*np.sin(x/L))),(lambda x:w*np.cos(x/L)/L),x
REGIMES["mixed with signs"]=mixedlike
def across(s):
    rng=np.random.default_rng(s); L={k:10.0**rng.uniform(-9,9) for k in "abc"}; p={k:L[k]*rng.normal(size=4) for k in L}
    return (lambda p: np.prod([np.sum(2+np.sin(p[k]/L[k])) for k in L])),(lambda p:{k:np.cos(p[k]/L[k])/L[k]*np.prod([np.sum(2+np.sin(p[j]/L[j])) for j in L if j!=k]) for k in L}),p
REGIMES["across arrays"]=across
def offs(s):
    rng=np.random.default_rng(s); o=10.0**rng.uniform(2,9); x=o+rng.normal(size=5)
    return (lambda x: np.sum(np.sin(x-o))),(lambda x:np.cos(x-o)),x
REGIMES["offsets"]=offs
def cs(s):
    rng=np.random.default_rng(s); c=10.0**rng.uniform(-300,300); x=rng.normal(size=5); return (lambda x:c*np.sum(np.sin(x)+2)),(lambda x:c*np.cos(x)),x
REGIMES["cost scale"]=cs
def fine(s):
    rng=np.random.default_rng(s); w=10.0**rng.uniform(1,7); x=rng.normal(size=5); a=10.0**rng.uniform(-4,0)
    return (lambda x:np.sum(np.sin(x)+a*np.sin(w*x))),(lambda x:np.cos(x)+a*w*np.cos(w*x)),x
REGIMES["fine oscillation"]=fine
def ripple(s):
    rng=np.random.default_rng(s); w=10.0**rng.uniform(1,5); x=rng.normal(size=5)
    return (lambda x:np.sum(x**2+np.sin(w*x)/w**2)),(lambda x:2*x+np.cos(w*x)/w),x
REGIMES["ripple"]=ripple
def coarse(s):
    rng=np.random.default_rng(s); w=10.0**rng.uniform(-7,-1); x=rng.normal(size=5); return (lambda x:np.sum(np.cos(w*x+1))),(lambda x:-w*np.sin(w*x+1)),x
REGIMES["coarse"]=coarse
def peak(s):
    rng=np.random.default_rng(s); w=10.0**rng.uniform(-8,-1); x=rng.normal(size=5); c=x+w*rng.normal(size=5)
    return (lambda x:np.sum(np.exp(-((x-c)/w)**2/2))),(lambda x:-(x-c)/w**2*np.exp(-((x-c)/w)**2/2)),x
REGIMES["peaks"]=peak
def canc(s):
    rng=np.random.default_rng(s); x=rng.normal(size=5); k=10.0**rng.uniform(2,9)
    return (lambda x:np.sum((x+k)**2-k**2-2*k*x)),(lambda x:2*x),x
REGIMES["cancellation"]=canc
def edge(s):
    rng=np.random.default_rng(s); d=10.0**rng.uniform(-9,0,5); x=1+d
    return (lambda x:np.sum(np.log(x-1)+np.sqrt(x-1))),(lambda x:1/(x-1)+.5/np.sqrt(x-1)),x
REGIMES["edge of log"]=edge
def edge2(s):
    rng=np.random.default_rng(s); x=10.0**rng.uniform(-9,0,5)
    import math
    return (lambda x:sum(math.log(v)*math.sqrt(v) for v in x)),(lambda x:np.sqrt(x)*(1/x+.5*np.log(x)/x)),x
REGIMES["edge raises"]=edge2
def edge3(s):
    rng=np.random.default_rng(s); x=np.where(rng.random(5)<.5,0,rng.random(5))
    return (lambda x:np.sum(np.sqrt(x)**3) if np.all(x>=0) else np.inf),(lambda x:1.5*np.sqrt(x)),x
REGIMES["on the edge"]=edge3
def emb(s):
    rng=np.random.default_rng(s); E=rng.normal(size=(20,3)); idx=rng.integers(0,20,6); T=rng.normal(size=(6,3))
    def g(E):
        G=np.zeros_like(E); np.add.at(G,idx,3*(E[idx]-T)**2); return G
    return (lambda E:np.sum((E[idx]-T)**3)),g,E
REGIMES["embedding"]=emb
def nearkink(s):
    rng=np.random.default_rng(s); x=rng.normal(size=10); x[:5]=10.0**rng.uniform(-12,-2,5)*rng.choice([-1,1],5); w=rng.normal(size=10)
    return (lambda x:np.sum(w*np.maximum(x,0)+np.sin(x))),(lambda x:w*(x>0)+np.cos(x)),x
REGIMES["near kinks"]=nearkink
def onkink(s):
    rng=np.random.default_rng(s); x=rng.normal(size=10); x[:5]=0; w=rng.normal(size=10)
    return (lambda x:np.sum(w*np.maximum(x,0)+np.sin(x))),(lambda x:w*(x>0)+np.cos(x)),x
REGIMES["on kinks"]=onkink
def sampled(s):
    rng=np.random.default_rng(s); x=rng.normal(size=3); u=np.random.default_rng(1).random(1000)
    sg=lambda z:1/(1+np.exp(-z))
    return (lambda x:np.sum([np.mean(u<sg(v)) for v in x])),(lambda x:sg(x)*(1-sg(x))),x
REGIMES["sampled"]=sampled
def sub_(s):
    rng=np.random.default_rng(s); x=1e-307*rng.normal(size=4); return (lambda x:np.sum(np.sin(x/1e-307))),(lambda x:np.cos(x/1e-307)/1e-307),x
REGIMES["subnormal"]=sub_
def keyb(s):
    rng=np.random.default_rng(s); X=rng.normal(size=(6,4)); p={"Q":rng.normal(size=(4,3)),"bk":rng.normal(size=3)}; V=rng.normal(size=(6,))
    def cost(p):
        S=(X@p["Q"])@(X@p["Q"]+p["bk"]).T; S=S-S.max(1,keepdims=True); A=np.exp(S); A/=A.sum(1,keepdims=True); return float(np.sum((A@V)**2))
    def grad(p):
        q=X@p["Q"]; k=q+p["bk"]; S=q@k.T; S=S-S.max(1,keepdims=True); A=np.exp(S); A/=A.sum(1,keepdims=True); o=A@V
        dA=2*o[:,None]*V[None]; dS=A*(dA-(dA*A).sum(1,keepdims=True)); dq=dS@k; dk=dS.T@q
        return {"Q":X.T@(dq+dk),"bk":dk.sum(0)}
    return cost,grad,p
REGIMES["key bias"]=keyb


def main():
    n, part = int(sys.argv[1]), "".join(sys.argv[2:3])
    total = Counter()
    for name, make in REGIMES.items():
        for how in ({}, {"directions": 3}) if part in name else ():
            counts, most, start = Counter(), 0, time.time()
            for seed in range(n):
                cost, gradient, p = make(seed)
                report = check_gradient(cost, gradient, p, **how)
                counts[report.verdict] += 1
                most = max(most, report.evaluations)
            total.update(counts)
            print(name, how, dict(counts), most, f"{time.time() - start:.1f} s")
    print(dict(total))


if __name__ == "__main__":
    main()
