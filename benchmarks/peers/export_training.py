"""Writes every training workload without randomness, so that other peers can take the very same steps.

FOLDER/<workload>/weights.safetensors  the parameters before the first step, PyTorch state-dict names
FOLDER/<workload>/input_0.npy ...      the batch: inputs, then the target
FOLDER/<workload>/losses.npy           the loss at the start of each of STEPS steps
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import nn

from export_onnx import save_safetensors
from workloads import VAE, WORKLOADS, GraphNet, Training, prepare

STEPS = 8


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for name, workload in WORKLOADS.items():
        if isinstance(workload, Training) and not draws_random_numbers(prepare(name)[0]):
            export(name, workload, folder / name)
            print(name)


def draws_random_numbers(model):
    return isinstance(model, VAE) or any(isinstance(layer, nn.Dropout) for layer in model.modules())


def export(name, workload, folder):
    folder.mkdir(parents=True, exist_ok=True)
    model, (batch, target) = prepare(name)
    save_safetensors({key: parameter.detach() for key, parameter in model.named_parameters()}, folder / "weights.safetensors")
    kept = [model.adjacency] if isinstance(model, GraphNet) else []  # for others an input as well
    for index, tensor in enumerate((batch, *kept, target)):
        np.save(folder / f"input_{index}.npy", tensor.numpy())
    optimizer, losses = workload.optimizer(model.parameters()), []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = workload.loss(model(batch), target)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    np.save(folder / "losses.npy", np.array(losses, dtype=np.float32))


if __name__ == "__main__":
    main()
