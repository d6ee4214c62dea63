"""The loop: lessons in random order, AdamW, a warm-up and a linear decay, the mean of the weights towards the end."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from extract.backends.embedded.learned.scorer import Scorer
from extract.backends.embedded.learned.training.losses import Lesson, loss_of
from extract.backends.embedded.learned.training.network import Network, TorchOps


@dataclass(frozen=True)
class Plan:
    """How to train."""

    epochs: int = 8
    batch: int = 8
    """Articles a step."""
    rate: float = 2e-4
    """Learning rate of the encoder."""
    head_rate: float = 1.5e-3
    """Learning rate of all above it."""
    warmup: float = 0.1
    """Share of the steps in which the rate rises."""
    decay: float = 0.01
    dropout: float = 0.1
    averaging: float = 0.99
    """How much of the mean of the weights is kept each step (Polyak and Juditsky 1992)."""
    seed: int = 0
    half: bool = True
    """Whether the encoder computes in bfloat16 where the processor can."""


def fit(network: Network, lessons: Sequence[Lesson], plan: Plan, told: Callable[[int, float, Network], bool]) -> None:
    """Train *network*; after each epoch *told* gets its number, the mean loss and the averaged network.

    Stops where *told* returns true. The averaged weights are left in the network.
    """
    torch.manual_seed(plan.seed)
    order = random.Random(plan.seed)
    optimizer, averaged = _optimizer(network, plan), _copied(network)
    steps = plan.epochs * -(-len(lessons) // plan.batch)
    step = 0
    for epoch in range(1, plan.epochs + 1):
        shuffled = list(lessons)
        order.shuffle(shuffled)
        total = 0.0
        network.train()
        for first in range(0, len(shuffled), plan.batch):
            part = shuffled[first : first + plan.batch]
            for group, rate in zip(optimizer.param_groups, (plan.rate, plan.head_rate), strict=True):
                group["lr"] = rate * _share_of_rate(step, steps, plan.warmup)
            total += _step(network, part, optimizer, plan)
            step += 1
            _average(averaged, network, min(plan.averaging, (1 + step) / (10 + step)))
        trained = _copied(network)
        network.load_state_dict(averaged)
        network.eval()
        is_enough = told(epoch, total / len(shuffled), network)
        if is_enough or epoch == plan.epochs:
            return
        network.load_state_dict(trained)


def _optimizer(network: Network, plan: Plan) -> torch.optim.Optimizer:
    network.encoder.get_input_embeddings().weight.requires_grad_(False)
    encoder = [one for one in network.encoder.parameters() if one.requires_grad]
    return torch.optim.AdamW(
        [{"params": encoder, "lr": plan.rate}, {"params": list(network.weights.values()), "lr": plan.head_rate}],
        weight_decay=plan.decay,
        fused=True,
    )


def _step(network: Network, part: Sequence[Lesson], optimizer: torch.optim.Optimizer, plan: Plan) -> float:
    optimizer.zero_grad()
    ops = TorchOps(plan.dropout)
    total = 0.0
    for lesson in part:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=plan.half):
            vectors = network.vectors(lesson.example.sheet, lesson.tokens)
        loss = loss_of(lesson, Scorer(dict(network.weights), ops, lesson.example.sheet, vectors))
        (loss / len(part)).backward()  # type: ignore[no-untyped-call]
        total += float(loss.detach())
    torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
    optimizer.step()
    return total


def _share_of_rate(step: int, steps: int, warmup: float) -> float:
    rising = max(1, int(warmup * steps))
    return (step + 1) / rising if step < rising else max(0.02, (steps - step) / max(1, steps - rising))


def _copied(network: Network) -> dict[str, Tensor]:
    return {name: one.detach().clone() for name, one in network.state_dict().items()}


def _average(averaged: dict[str, Tensor], network: Network, kept: float) -> None:
    with torch.no_grad():
        for name, value in network.state_dict().items():
            if value.is_floating_point():
                averaged[name].lerp_(value, 1 - kept)
