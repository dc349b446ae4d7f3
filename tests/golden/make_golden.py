#!/usr/bin/env python3
"""Writes the golden values that tests compare with: what PyTorch computes for the same numbers.

    python3 tests/golden/make_golden.py              # every family
    python3 tests/golden/make_golden.py optimizers   # some of them

One family is one function here, decorated with @family, and one file beside this script, named after the function.
It returns whatever JSON can hold, or None where it has written files of its own; tensors become nested lists of
float32 values, and a file is made from fixed seeds, so that running the script again changes nothing. The committed
files were made with PyTorch 1.13.
"""

import json
import pathlib
import sys

import torch

import golden_data
import golden_explain
import golden_further_ops
import golden_graph_ops
import golden_images
import golden_more_ops
import golden_networks
import golden_ops
import golden_safetensors

FAMILIES = {}


def family(function):
    """Registers a function whose result becomes <its name>.json."""
    FAMILIES[function.__name__] = function
    return function


def uniform(generator, *shape, low=-1.0, high=1.0):
    """Random values, the same on every machine."""
    return torch.rand(*shape, generator=generator) * (high - low) + low


class Lion(torch.optim.Optimizer):
    """Algorithm 2 of Chen et al. 2023, which PyTorch does not have."""

    def __init__(self, params, lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0):
        super().__init__(params, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for parameter in group["params"]:
                momentum = self.state[parameter].setdefault("momentum", torch.zeros_like(parameter))
                direction = torch.sign(beta1 * momentum + (1 - beta1) * parameter.grad)
                parameter -= group["lr"] * (direction + group["weight_decay"] * parameter)
                momentum.mul_(beta2).add_(parameter.grad, alpha=1 - beta2)


@family
def optimizers():
    """Twenty steps of each optimiser over 11 parameters; the gradients are given, so each step is its rule alone."""
    generator = torch.Generator().manual_seed(2)
    start = uniform(generator, 11)
    gradients = uniform(generator, 20, 11)
    # The first gradient of a centred RMSprop is all that its variance knows: g²(1 - alpha) - (g(1 - alpha))² is well
    # away from zero for alpha = 0.9, so no rounding is blown up there.
    settings = [
        ("Sgd", torch.optim.SGD, dict(lr=0.1)),
        ("Sgd, decay", torch.optim.SGD, dict(lr=0.1, weight_decay=0.01)),
        ("Sgd, momentum", torch.optim.SGD, dict(lr=0.1, momentum=0.9, weight_decay=0.01)),
        ("Sgd, Nesterov", torch.optim.SGD, dict(lr=0.1, momentum=0.9, weight_decay=0.01, nesterov=True)),
        ("Adam", torch.optim.Adam, dict()),
        ("Adam, decay", torch.optim.Adam, dict(lr=0.01, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1)),
        ("AdamW", torch.optim.AdamW, dict()),
        ("AdamW, settings", torch.optim.AdamW, dict(lr=0.01, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1)),
        ("RmsProp", torch.optim.RMSprop, dict()),
        ("RmsProp, momentum", torch.optim.RMSprop, dict(lr=0.003, alpha=0.9, momentum=0.8, weight_decay=0.1)),
        ("RmsProp, centered", torch.optim.RMSprop, dict(lr=0.003, alpha=0.9, centered=True)),
        ("RmsProp, both", torch.optim.RMSprop, dict(lr=0.003, alpha=0.9, momentum=0.8, centered=True)),
        ("Adagrad", torch.optim.Adagrad, dict()),
        ("Adagrad, settings", torch.optim.Adagrad, dict(lr=0.1, lr_decay=0.2, weight_decay=0.1, initial_accumulator_value=0.3, eps=1e-3)),
        ("Adamax", torch.optim.Adamax, dict()),
        ("Adamax, settings", torch.optim.Adamax, dict(lr=0.01, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1)),
        # In 1.13 the one without foreach counts μₜ twice in Πₜ₊₁, which PyTorch has since corrected.
        ("NAdam", torch.optim.NAdam, dict(foreach=True)),
        ("NAdam, settings", torch.optim.NAdam, dict(foreach=True, lr=0.01, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1, momentum_decay=0.1)),
        ("Lion", Lion, dict()),
        ("Lion, settings", Lion, dict(lr=0.01, betas=(0.8, 0.95), weight_decay=0.1)),
    ]

    def trajectory(optimizer_class, arguments):
        parameter = torch.nn.Parameter(start.clone())
        optimizer = optimizer_class([parameter], **arguments)
        for gradient in gradients:
            parameter.grad = gradient.clone()
            optimizer.step()
            yield parameter.detach().clone()

    return {
        "start": start,
        "gradients": gradients,
        "cases": [{"name": name, "parameters": list(trajectory(*how))} for name, *how in settings],
        "clipping": clipping(start, gradients),
        "schedules": schedules(),
    }


def clipping(start, gradients):
    """The same twenty steps of Sgd, with the norm of the two halves together held to at most 1.5."""
    halves = [torch.nn.Parameter(start[:5].clone()), torch.nn.Parameter(start[5:].clone())]
    optimizer = torch.optim.SGD(halves, lr=0.1)
    rows = []
    for gradient in gradients:
        halves[0].grad, halves[1].grad = gradient[:5].clone(), gradient[5:].clone()
        torch.nn.utils.clip_grad_norm_(halves, 1.5)
        optimizer.step()
        rows.append(torch.cat([half.detach().clone() for half in halves]))
    return {"maxNorm": 1.5, "parameters": rows}


def schedules():
    """Learning rates of twelve steps."""

    def rates(make):
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
        schedule = make(optimizer)
        for _ in range(12):
            yield optimizer.param_groups[0]["lr"]
            optimizer.step()
            schedule.step()

    rules = torch.optim.lr_scheduler
    return {
        "StepDecay": list(rates(lambda o: rules.StepLR(o, step_size=3, gamma=0.5))),
        "WarmUp": list(rates(lambda o: rules.LinearLR(o, start_factor=0.25, total_iters=3))),
        # PyTorch's cosine rises again past its end, ours stays at its floor: twelve steps reach just the end.
        "CosineDecay": list(rates(lambda o: rules.CosineAnnealingLR(o, T_max=11, eta_min=0.1))),
        "PolynomialDecay": list(rates(lambda o: rules.PolynomialLR(o, total_iters=9, power=1.7))),
        "OneCycle": list(rates(lambda o: rules.OneCycleLR(o, 1.0, total_steps=13, cycle_momentum=False))),
        "OneCycle, settings": list(rates(lambda o: rules.OneCycleLR(
            o, 1.0, total_steps=13, pct_start=0.5, div_factor=10, final_div_factor=20, cycle_momentum=False))),
        "ReduceOnPlateau": list(plateau(factor=0.5, patience=2, threshold=0.01, cooldown=1, min_lr=0.2)),
        "ReduceOnPlateau, settings": list(plateau(factor=0.7, patience=1, threshold=0.1)),
    }


# Twenty epochs' losses that fall, stand still and rise, and one that is no number.
LOSSES = [3.0, 2.0, 1.995, 1.99, 1.985, 1.9, 1.9, 1.9, 1.9, 1.9, float("nan"), 1.0, 1.2, 1.1, 0.995, 0.5, 0.6, 0.6, 0.6, 0.6]


def plateau(**settings):
    """The learning rate after each epoch."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, **settings)
    for loss in LOSSES:
        schedule.step(loss)
        yield optimizer.param_groups[0]["lr"]


@family
def safetensors():
    """Files of every float type, and a network as its state_dict would be saved."""
    golden_safetensors.make(pathlib.Path(__file__).parent)


@family
def ops():
    """Every op's values and gradients."""
    return golden_ops.make(*golden_more_ops.GROUPS)


@family
def further_ops():
    """Values and gradients of the ops that came after: a file of their own, so that no draw of ops.json changes."""
    return golden_ops.collect(*golden_further_ops.GROUPS)


@family
def graph_ops():
    """Values and gradients of the ops of graph networks."""
    return golden_ops.collect(*golden_graph_ops.GROUPS)


@family
def networks():
    """Losses, gradients and training runs of whole networks."""
    return golden_networks.make()


@family
def explain():
    """Saliency and integrated gradients of a classifier."""
    return golden_explain.make()


@family
def data():
    """Metrics, drift and image warps, by their formulas in NumPy."""
    return golden_data.make()


@family
def images():
    """PNG files with every filter, and their pixels."""
    golden_images.make(pathlib.Path(__file__).parent / "images")


def plain(value):
    """Tensors as lists; float32 values with the nine digits that identify them."""
    if isinstance(value, torch.Tensor):
        return plain(value.tolist())
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return float(f"{value:.9g}")
    return value


def text(value, indent=""):
    """JSON with one line per innermost list, which is what a reader of a diff wants."""
    if isinstance(value, dict):
        items = [f"{indent}  {json.dumps(key)}: {text(item, indent + '  ')}" for key, item in value.items()]
        return "{\n" + ",\n".join(items) + f"\n{indent}}}"
    if isinstance(value, list) and any(isinstance(item, (list, dict)) for item in value):
        return "[\n" + ",\n".join(f"{indent}  {text(item, indent + '  ')}" for item in value) + f"\n{indent}]"
    return json.dumps(value)


def main(names):
    unknown = [name for name in names if name not in FAMILIES]
    if unknown:
        sys.exit(f"no such family: {', '.join(unknown)}; there are {', '.join(FAMILIES)}")
    for name in names or FAMILIES:
        values = FAMILIES[name]()
        if values is None:
            continue
        path = pathlib.Path(__file__).with_name(f"{name}.json")
        path.write_text(text(plain(values)) + "\n", encoding="utf-8")
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
