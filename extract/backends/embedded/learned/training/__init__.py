"""How a reader is trained from goldens; needs PyTorch, which nothing else does."""
