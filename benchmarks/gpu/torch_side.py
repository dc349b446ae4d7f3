"""PyTorch's side of gpu.py: the models of the CPU's race, on the GPU."""

import statistics
import time

import torch
from torch.nn import functional as F

import workloads

# Per row: the model, a batch's input, its target (None: the input), the loss, the optimiser.
STEPS = {
    "mlp": (workloads.mlp, lambda n: torch.rand(n, 784), lambda n: torch.randint(10, (n,)), F.cross_entropy, workloads.adam()),
    "lenet": (workloads.lenet5, lambda n: torch.rand(n, 1, 28, 28), lambda n: torch.randint(10, (n,)), F.cross_entropy, workloads.adam()),
    "kerascnn": (workloads.keras_cnn, lambda n: torch.rand(n, 3, 64, 64), lambda n: torch.randint(10, (n,)), F.cross_entropy, workloads.adam()),
    "textnet": (
        workloads.text_lstm, lambda n: torch.randint(10_000, (n, 64)), lambda n: torch.randint(2, (n,)).float(), workloads.TEXT_LOSS, workloads.adam(),
    ),
    "gpt": (
        workloads.GPT, lambda n: torch.randint(96, (n, 128)), lambda n: torch.randint(96, (n, 128)),
        workloads.cross_entropy_everywhere, workloads.adamw(3e-4),
    ),
    "vae": (workloads.VAE, lambda n: torch.rand(n, 784), None, workloads.vae_loss, workloads.adam()),
    "resnet18": (
        workloads.ResNet18, lambda n: torch.rand(n, 3, 224, 224), lambda n: torch.randint(1000, (n,)), F.cross_entropy, workloads.adam(),
    ),
}  # fmt: skip

BLOCKS = 5


def measure(row, seconds, host):
    """Microseconds, kernels and bytes of a step; or what went wrong."""
    name, size = row.split("-")
    device = torch.device("cpu" if host else "cuda")
    tf32 = name == "tf32"
    torch.backends.cuda.matmul.allow_tf32 = tf32
    torch.backends.cudnn.allow_tf32 = tf32
    torch.manual_seed(workloads.SEED)
    if not host:
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()
        held = torch.cuda.memory_allocated()
    try:
        step = product(int(size), device) if name in ("sgemm", "tf32") else training(name, int(size), device)
        run(step, 3, host)
        steps = max(1, int(seconds / BLOCKS / max(run(step, 1, host), 1e-6)))
        blocks = [run(step, steps, host) / steps for _ in range(BLOCKS)]
    except RuntimeError as problem:  # out of memory
        return {"error": str(problem).splitlines()[0]}
    return {
        "us": statistics.median(blocks) * 1e6,
        "launches": None if host else kernels(step),
        "bytes": -1 if host else torch.cuda.max_memory_allocated() - held,
    }


def training(name, batch, device):
    model, make_input, make_target, loss, optimizer = STEPS[name]
    model, data = model().to(device).train(), make_input(batch).to(device)
    target = data if make_target is None else make_target(batch).to(device)
    optimizer = optimizer(model.parameters())

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss(model(data), target).backward()
        optimizer.step()

    return step


def product(size, device):
    a, b, c = (torch.rand(size, size, device=device) for _ in range(3))
    return lambda: torch.mm(a, b, out=c)


def run(step, steps, host):
    wait(host)
    began = time.perf_counter()
    for _ in range(steps):
        step()
    wait(host)
    return time.perf_counter() - began


def wait(host):
    if not host:
        torch.cuda.synchronize()


def kernels(step):
    """How many kernels a step starts."""
    with torch.profiler.profile(activities=[torch.profiler.ProfilerActivity.CUDA]) as profile:
        step()
        torch.cuda.synchronize()
    on_device = [event for event in profile.events() if event.device_type == torch.autograd.DeviceType.CUDA]
    return sum(not event.name.startswith(("Memcpy", "Memset")) for event in on_device)


def versions(host):
    device = "the processor" if host else f"{torch.cuda.get_device_name()}, CUDA {torch.version.cuda}"
    return f"PyTorch {torch.__version__} on {device}"
