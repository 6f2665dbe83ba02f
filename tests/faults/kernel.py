"""What Linux offers to follow another process, over ctypes: ptrace, a system-call filter, its registers.

Numbers are those of the kernel's headers (asm/unistd.h, linux/ptrace.h, linux/seccomp.h, linux/filter.h).
"""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from typing import NamedTuple

_TRACEME, _CONT, _SYSCALL, _SETOPTIONS = 0, 7, 24, 0x4200
_GETREGSET, _SETREGSET, _GET_SYSCALL_INFO = 0x4204, 0x4205, 0x420E
_EXITKILL_AND_FOLLOW = 0x100000 | 0x80 | 0x8 | 0x4 | 0x2 | 0x1
"""EXITKILL, TRACESECCOMP, TRACECLONE, TRACEVFORK, TRACEFORK, TRACESYSGOOD."""
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_LOAD, _JUMP_EQUAL, _JUMP_SET, _RETURN = 0x20, 0x15, 0x45, 0x06
_TRACE, _ALLOW = 0x7FF00000, 0x7FFF0000
_PRSTATUS, _ARM_SYSTEM_CALL = 1, 0x404
_FLAGS = {"open": 1, "openat": 2}
"""Which argument of a call that opens a file holds its flags."""
_MAKING_FLAGS = os.O_CREAT | os.O_TRUNC


class _Machine(NamedTuple):
    """What differs between processors. `number` and `result` are indexes into the registers."""

    audit: int
    registers: int
    number: int | None
    result: int
    calls: dict[str, int]


_MACHINES = {
    "x86_64": _Machine(
        audit=0xC000003E,
        registers=27,
        number=15,
        result=10,
        calls={
            "read": 0, "write": 1, "open": 2, "pread64": 17, "pwrite64": 18, "readv": 19, "writev": 20,
            "sendfile": 40, "fsync": 74, "fdatasync": 75, "ftruncate": 77, "rename": 82, "mkdir": 83,
            "rmdir": 84, "link": 86, "unlink": 87, "openat": 257, "mkdirat": 258, "unlinkat": 263,
            "renameat": 264, "linkat": 265, "fallocate": 285, "preadv": 295, "pwritev": 296,
            "renameat2": 316, "copy_file_range": 326, "preadv2": 327, "pwritev2": 328,
        },
    ),
    "aarch64": _Machine(
        audit=0xC00000B7,
        registers=34,
        number=None,
        result=0,
        calls={
            "read": 63, "write": 64, "pread64": 67, "pwrite64": 68, "readv": 65, "writev": 66,
            "sendfile": 71, "fsync": 82, "fdatasync": 83, "ftruncate": 46, "mkdirat": 34, "unlinkat": 35,
            "linkat": 37, "renameat": 38, "fallocate": 47, "openat": 56, "preadv": 69, "pwritev": 70,
            "renameat2": 276, "copy_file_range": 285, "preadv2": 286, "pwritev2": 287,
        },
    ),
}  # fmt: skip


class _Filter(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("met", ctypes.c_uint8),
        ("unmet", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("filter", ctypes.POINTER(_Filter)))


class _SyscallInfo(ctypes.Structure):
    """ptrace_syscall_info; `words` are number and arguments at an entry, the result first at an exit."""

    _fields_ = (
        ("kind", ctypes.c_uint8),
        ("padding", ctypes.c_uint8 * 3),
        ("machine", ctypes.c_uint32),
        ("place", ctypes.c_uint64 * 2),
        ("words", ctypes.c_uint64 * 8),
    )


class _Span(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


class Kernel:
    """The calls of this machine's kernel. Raises LookupError where the processor is not known."""

    def __init__(self) -> None:
        self._machine = _MACHINES[platform.machine()]
        self._names = {number: name for name, number in self._machine.calls.items()}
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._libc.ptrace.restype = ctypes.c_long
        self._libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)

    def let_myself_be_traced(self) -> None:
        """The parent may follow this process."""
        self._ptrace(_TRACEME, 0, 0, 0)

    def stop_me_at(self, names: frozenset[str]) -> None:
        """From now on this process stops for its tracer at those system calls, and at no other.

        Of those that open files, at the ones that make or empty a file.
        """
        lines = [(_LOAD, 0, 0, 4), (_JUMP_EQUAL, 1, 0, self._machine.audit), (_RETURN, 0, 0, _ALLOW)]
        lines.append((_LOAD, 0, 0, 0))
        for name in sorted(names & self._machine.calls.keys()):
            number, flags = self._machine.calls[name], _FLAGS.get(name)
            if flags is None:
                lines += [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, _TRACE)]
            else:
                lines += [
                    (_JUMP_EQUAL, 0, 4, number),
                    (_LOAD, 0, 0, 16 + 8 * flags),
                    (_JUMP_SET, 0, 1, _MAKING_FLAGS),
                    (_RETURN, 0, 0, _TRACE),
                    (_RETURN, 0, 0, _ALLOW),
                ]
        lines.append((_RETURN, 0, 0, _ALLOW))
        filters = (_Filter * len(lines))(*(_Filter(*line) for line in lines))
        program = _Program(len(lines), filters)
        self._checked(self._libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        self._checked(self._libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0))

    def follow(self, task: int) -> None:
        """Trace a stopped child, its threads and its children, and end it where the tracer ends."""
        self._ptrace(_SETOPTIONS, task, 0, _EXITKILL_AND_FOLLOW)

    def go_on(self, task: int, *, to_end_of_call: bool = False, signal: int = 0) -> None:
        """Let a stopped task run: to the next call that it stops at, or to the end of the one it is in."""
        self._ptrace(_SYSCALL if to_end_of_call else _CONT, task, 0, signal)

    def call(self, task: int) -> tuple[str, tuple[int, ...]]:
        """The system call that a task is about to make, and its arguments."""
        number, *arguments = self._info(task).words
        return self._names[number], tuple(arguments[:6])

    def result(self, task: int) -> int:
        """What the system call returned that a task has just made; an error number is negative."""
        return ctypes.c_int64(self._info(task).words[0]).value

    def refuse(self, task: int, error: int) -> None:
        """Do not make the call that a task is about to make; it returns this error."""
        registers = (ctypes.c_uint64 * self._machine.registers)()
        span = _Span(ctypes.addressof(registers), ctypes.sizeof(registers))
        self._ptrace(_GETREGSET, task, _PRSTATUS, ctypes.addressof(span))
        registers[self._machine.result] = ctypes.c_uint64(-error).value
        if self._machine.number is not None:
            registers[self._machine.number] = ctypes.c_uint64(-1).value
        else:
            none = ctypes.c_int(-1)
            number = _Span(ctypes.addressof(none), ctypes.sizeof(none))
            self._ptrace(_SETREGSET, task, _ARM_SYSTEM_CALL, ctypes.addressof(number))
        self._ptrace(_SETREGSET, task, _PRSTATUS, ctypes.addressof(span))

    def _info(self, task: int) -> _SyscallInfo:
        info = _SyscallInfo()
        self._ptrace(_GET_SYSCALL_INFO, task, ctypes.sizeof(info), ctypes.addressof(info))
        return info

    def _ptrace(self, request: int, task: int, address: int, data: int) -> None:
        self._checked(self._libc.ptrace(request, task, address, data))

    def _checked(self, result: int) -> None:
        if result == -1:
            error = ctypes.get_errno()
            raise OSError(error, os.strerror(error))


def kernel_or_why_not() -> Kernel | str:
    """The kernel, or in a few words why nothing can be traced here."""
    if not sys.platform.startswith("linux"):
        return "tracing needs Linux"
    try:
        return Kernel()
    except LookupError:
        return f"tracing does not know the processor {platform.machine()}"
