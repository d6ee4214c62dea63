/* Hides instruction sets from one process: what asks the processor is told that it has AVX2 at most, or SSE4.2 at most.

   Libraries choose their kernels by asking (the instruction CPUID), and most have no setting that says otherwise. Linux can make
   the instruction fault for a process (arch_prctl, ARCH_SET_CPUID), and the handler answers in its place, with bits taken
   out. Everything else runs as it does, at full speed, so the kernels are those of an older processor, really executed.

   cc -O1 -shared -fPIC -o hidden_cpu.so hidden_cpu.c; SHOWN_CPU=avx2 LD_PRELOAD=./hidden_cpu.so python ... */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#define ARCH_SET_CPUID 0x1012
#define BIT(n) (1u << (n))

static int hides_avx;

static void ask(uint32_t leaf, uint32_t part, uint32_t *answer) {
    syscall(SYS_arch_prctl, ARCH_SET_CPUID, 1);
    __asm__ volatile("cpuid"
                     : "=a"(answer[0]), "=b"(answer[1]), "=c"(answer[2]), "=d"(answer[3])
                     : "a"(leaf), "c"(part));
    syscall(SYS_arch_prctl, ARCH_SET_CPUID, 0);
}

/* Takes out AVX-512 with all its parts, VNNI and AMX; with them AVX, AVX2, FMA, F16C and BMI where SSE is all that is shown. */
static void hide(uint32_t leaf, uint32_t part, uint32_t *answer) {
    if (leaf == 7 && part == 0) {
        answer[1] &= ~(BIT(16) | BIT(17) | BIT(21) | BIT(26) | BIT(27) | BIT(28) | BIT(30) | BIT(31));
        answer[2] &= ~(BIT(1) | BIT(6) | BIT(8) | BIT(9) | BIT(10) | BIT(11) | BIT(12) | BIT(14));
        answer[3] &= ~(BIT(2) | BIT(3) | BIT(8) | BIT(22) | BIT(23) | BIT(24) | BIT(25));
        if (hides_avx) answer[1] &= ~(BIT(3) | BIT(5) | BIT(8));
    } else if (leaf == 7) {
        memset(answer, 0, 4 * sizeof *answer); /* AVX-VNNI, AVX512-BF16 and what came after */
    } else if (leaf == 1 && hides_avx) {
        answer[2] &= ~(BIT(12) | BIT(28) | BIT(29));
    }
}

static void answer_in_its_place(int number, siginfo_t *info, void *context) {
    greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
    const uint8_t *at = (const uint8_t *)registers[REG_RIP];
    uint32_t answer[4], leaf = (uint32_t)registers[REG_RAX], part = (uint32_t)registers[REG_RCX];
    (void)info;
    if (at[0] != 0x0f || at[1] != 0xa2) { /* a true fault: it comes again, and ends the process as ever */
        signal(number, SIG_DFL);
        return;
    }
    ask(leaf, part, answer);
    hide(leaf, part, answer);
    registers[REG_RAX] = answer[0];
    registers[REG_RBX] = answer[1];
    registers[REG_RCX] = answer[2];
    registers[REG_RDX] = answer[3];
    registers[REG_RIP] += 2;
}

__attribute__((constructor)) static void begin(void) {
    const char *shown = getenv("SHOWN_CPU");
    struct sigaction action;
    if (!shown) return;
    hides_avx = strcmp(shown, "avx2") != 0;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = answer_in_its_place;
    action.sa_flags = SA_SIGINFO | SA_NODEFER;
    sigaction(SIGSEGV, &action, NULL);
    if (syscall(SYS_arch_prctl, ARCH_SET_CPUID, 0)) {
        perror("instruction sets cannot be hidden on this machine");
        _exit(3);
    }
}
