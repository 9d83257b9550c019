// What starting a child process takes beyond POSIX; the C library declares it for those alone that define _GNU_SOURCE.
#ifndef CSPAWN_H
#define CSPAWN_H

#include <spawn.h>

/// Makes a pipe whose ends no child inherits; -1 where there can be none.
int spawn_pipe(int ends[2]);

/// Has the child close all descriptors from this one on.
int spawn_close_from(posix_spawn_file_actions_t *actions, int descriptor);

/// Has the child change to a folder before it runs its program.
int spawn_change_folder(posix_spawn_file_actions_t *actions, const char *path);

/// Makes every reading of a folder (getdents64(2)) fail in this thread, for good; -1 where the system forbids it.
int fail_folder_reads(int code);

#endif
