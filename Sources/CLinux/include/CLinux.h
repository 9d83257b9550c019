// The Linux system calls and library calls that Swift's Glibc module leaves out.
#pragma once

#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>

// Of <sys/socket.h>, which has it only with _GNU_SOURCE, and that Swift does not define when it reads the header.
struct sockaddr;
extern int accept4(int descriptor, struct sockaddr *_Nullable address, unsigned int *_Nullable byteCount, int flags);

// The words and the environment with which the process was started, each list ended by a null pointer. Swift's own
// CommandLine reads them from /proc and ends the process where that is not mounted.
char *_Nullable *_Nonnull start_arguments(void);
char *_Nullable *_Nonnull start_environment(void);
