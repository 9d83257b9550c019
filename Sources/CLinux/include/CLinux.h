// The Linux system calls that Swift's Glibc module leaves out.
#pragma once

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>

// Of <sys/socket.h>, which has it only with _GNU_SOURCE, and that Swift does not define when it reads the header.
struct sockaddr;
extern int accept4(int descriptor, struct sockaddr *address, unsigned int *byteCount, int flags);
