# syntax=docker/dockerfile:1
# The program with its embedded reader and nothing to fetch at run time:  docker build -t extract-news .
# With Ray, for the nodes of a cluster:  docker build -t extract-news:ray --build-arg MORE="ray>=2.40,<3" .
FROM python:3.11-slim AS build
WORKDIR /source
COPY . .
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.11-slim
ARG MORE=""
COPY requirements.lock /tmp/requirements.lock
# Each package at one version, by the hashes of its files: the image of next year reads as that of today.
RUN pip install --no-cache-dir --require-hashes -r /tmp/requirements.lock \
    && if [ -n "$MORE" ]; then pip install --no-cache-dir "$MORE"; fi
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir --no-deps /wheels/*.whl && extract --version
# One thread for each process: whoever wants more cores starts more --workers.
ENV OMP_NUM_THREADS=1 PYTHONUNBUFFERED=1
# A folder of its own for what is written: that of WORKDIR would be root's.
RUN useradd --create-home --uid 1000 reader && install --directory --owner=reader /work
USER reader
WORKDIR /work
ENTRYPOINT ["extract"]
CMD ["--help"]
