/*
 * Preloaded into a process that writes an order store, this library keeps beside each database file what a power cut would leave of it:
 * FILE.synced is the content as of the last completed fsync, FILE.pending lists what was written since. The process itself sees its files
 * as ever. After a kill the test makes the disk from these two.
 *
 * ROUTER_POWER_FOLDER  the folder of the store
 * ROUTER_POWER_DROP    where set, fsync says yes and keeps nothing: the planted fault that the test must notice
 * ROUTER_POWER_FULL    where set, no file grows beyond so many bytes (ENOSPC) until a file "space" lies in the folder
 * ROUTER_POWER_READ    where set, the files cannot be opened for writing (EROFS)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_FD = 65536, MAX_FILES = 64, WRITE = 1, TRUNCATE = 2 };

typedef struct { char path[1024]; int synced, pending; } tracked;
typedef struct { uint32_t op, length; uint64_t offset; } record;

static tracked files[MAX_FILES];
static int file_count;
static unsigned char file_of_fd[MAX_FD];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) abort();
    return found;
}

static int ends_with(const char *text, const char *end)
{
    size_t a = strlen(text), b = strlen(end);
    return a >= b && strcmp(text + a - b, end) == 0;
}

static int is_ours(const char *path)
{
    const char *folder = getenv("ROUTER_POWER_FOLDER");
    return folder && strncmp(path, folder, strlen(folder)) == 0
        && (ends_with(path, "orders.db") || ends_with(path, "orders.db-wal") || ends_with(path, "orders.db-journal"));
}

static int open_beside(const char *path, const char *suffix)
{
    char name[1100];
    snprintf(name, sizeof name, "%s%s", path, suffix);
    return REAL(open)(name, O_RDWR | O_CREAT, 0600);
}

static void copy_whole(int from, int to)
{
    char buffer[65536];
    ssize_t got;
    off_t at = 0;
    while ((got = pread(from, buffer, sizeof buffer, at)) > 0)
    {
        if (REAL(pwrite)(to, buffer, (size_t)got, at) != got) abort();
        at += got;
    }
}

static void track(int fd, const char *path)
{
    if (fd < 0 || fd >= MAX_FD || !is_ours(path)) return;
    pthread_mutex_lock(&lock);
    int at = 0;
    while (at < file_count && strcmp(files[at].path, path) != 0) at++;
    if (at == file_count)
    {
        if (file_count == MAX_FILES) abort();
        snprintf(files[at].path, sizeof files[at].path, "%s", path);
        files[at].synced = open_beside(path, ".synced");
        files[at].pending = open_beside(path, ".pending");
        copy_whole(fd, files[at].synced);
        file_count++;
    }

    file_of_fd[fd] = (unsigned char)(at + 1);
    pthread_mutex_unlock(&lock);
}

static tracked *of(int fd) { return fd >= 0 && fd < MAX_FD && file_of_fd[fd] ? &files[file_of_fd[fd] - 1] : NULL; }

static void note(tracked *file, uint32_t op, const void *data, size_t length, off_t offset)
{
    record head = { op, (uint32_t)length, (uint64_t)offset };
    off_t end = lseek(file->pending, 0, SEEK_END);
    if (REAL(pwrite)(file->pending, &head, sizeof head, end) != sizeof head) abort();
    if (length && REAL(pwrite)(file->pending, data, length, end + (off_t)sizeof head) != (ssize_t)length) abort();
}

/* A kill in here leaves some of what was pending synced: a power cut during fsync may do that too. */
static int sync_file(tracked *file)
{
    if (getenv("ROUTER_POWER_DROP")) return 0;
    pthread_mutex_lock(&lock);
    record head;
    off_t at = 0;
    while (pread(file->pending, &head, sizeof head, at) == sizeof head)
    {
        at += (off_t)sizeof head;
        if (head.op == TRUNCATE)
        {
            if (REAL(ftruncate)(file->synced, (off_t)head.offset)) abort();
            continue;
        }

        char *data = malloc(head.length);
        if (pread(file->pending, data, head.length, at) != (ssize_t)head.length) abort();
        if (REAL(pwrite)(file->synced, data, head.length, (off_t)head.offset) != (ssize_t)head.length) abort();
        free(data);
        at += head.length;
    }

    if (REAL(ftruncate)(file->pending, 0)) abort();
    pthread_mutex_unlock(&lock);
    return 0;
}

static int is_full(int fd, off_t end)
{
    const char *limit = getenv("ROUTER_POWER_FULL");
    struct stat now;
    char space[1100];
    if (!limit || end <= atol(limit) || fstat(fd, &now) || end <= now.st_size) return 0;
    snprintf(space, sizeof space, "%s/space", getenv("ROUTER_POWER_FOLDER"));
    return access(space, F_OK) != 0;
}

static ssize_t write_at(int fd, const void *data, size_t length, off_t offset)
{
    tracked *file = of(fd);
    if (!file) return REAL(pwrite)(fd, data, length, offset);
    if (is_full(fd, offset + (off_t)length))
    {
        errno = ENOSPC;
        return -1;
    }

    pthread_mutex_lock(&lock);
    ssize_t written = REAL(pwrite)(fd, data, length, offset);
    if (written > 0) note(file, WRITE, data, (size_t)written, offset);
    pthread_mutex_unlock(&lock);
    return written;
}

static int truncate_at(int fd, off_t size)
{
    tracked *file = of(fd);
    if (!file) return REAL(ftruncate)(fd, size);
    pthread_mutex_lock(&lock);
    int result = REAL(ftruncate)(fd, size);
    if (result == 0) note(file, TRUNCATE, NULL, 0, size);
    pthread_mutex_unlock(&lock);
    return result;
}

#define OPEN_BODY(name) \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    if (getenv("ROUTER_POWER_READ") && flags & (O_RDWR | O_WRONLY) && is_ours(path)) return errno = EROFS, -1; \
    int fd = ((int (*)(const char *, int, ...))real(name))(path, flags, mode); \
    track(fd, path); \
    return fd;

int open(const char *path, int flags, ...) { OPEN_BODY("open") }

int open64(const char *path, int flags, ...) { OPEN_BODY("open64") }

int close(int fd)
{
    if (fd >= 0 && fd < MAX_FD) file_of_fd[fd] = 0;
    return REAL(close)(fd);
}

/* SQLite syncs the folder after it deletes a journal, so that is taken as lasting at once. */
int unlink(const char *path)
{
    char name[1100];
    int result = REAL(unlink)(path);
    if (result || !is_ours(path)) return result;
    pthread_mutex_lock(&lock);
    for (int at = 0; at < file_count; at++)
    {
        if (strcmp(files[at].path, path) != 0) continue;
        files[at].path[0] = 0;
        snprintf(name, sizeof name, "%s.synced", path);
        REAL(unlink)(name);
        snprintf(name, sizeof name, "%s.pending", path);
        REAL(unlink)(name);
    }

    pthread_mutex_unlock(&lock);
    return 0;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return write_at(fd, data, length, offset); }

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { return write_at(fd, data, length, offset); }

ssize_t write(int fd, const void *data, size_t length)
{
    if (!of(fd)) return REAL(write)(fd, data, length);
    off_t offset = lseek(fd, 0, SEEK_CUR);
    ssize_t written = write_at(fd, data, length, offset);
    if (written > 0) lseek(fd, offset + written, SEEK_SET);
    return written;
}

int ftruncate(int fd, off_t size) { return truncate_at(fd, size); }

int ftruncate64(int fd, off64_t size) { return truncate_at(fd, size); }

int fsync(int fd) { return of(fd) ? sync_file(of(fd)) : REAL(fsync)(fd); }

int fdatasync(int fd) { return of(fd) ? sync_file(of(fd)) : REAL(fdatasync)(fd); }
