#include "CLinux.h"

static char *none[] = {0};
static char **arguments = none;
static char **environment = none;

// The C library passes these to each initializer, in a static program too.
__attribute__((constructor)) static void keep_start(int count, char **values, char **variables) {
    (void)count;
    arguments = values;
    environment = variables;
}

char **start_arguments(void) { return arguments; }

char **start_environment(void) { return environment; }
