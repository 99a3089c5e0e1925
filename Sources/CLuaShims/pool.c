// Memory for the many small objects of one Lua state.
//
// Only one thread at a time works on a state, and Lua tells the size of what it gives back. So small blocks need neither
// a lock nor a header: they are cut from chunks, and those given back wait in a list for the next of their size. The C
// library's malloc, which has to take care of threads, makes allocating scripts half as slow again.

#include "internal.h"

#include <stdlib.h>
#include <string.h>

enum { alignment = 16, chunk_size = 32 * 1024 };

struct lks_chunk {
    lks_chunk *next;
    _Alignas(alignment) char bytes[];
};

struct lks_free_block {
    lks_free_block *next;
};

static size_t size_class(size_t size) { return (size - 1) / alignment; }

#if defined(__SANITIZE_ADDRESS__)
#define LEAVES_ALL_TO_MALLOC true
#elif defined(__has_feature)
#define LEAVES_ALL_TO_MALLOC __has_feature(address_sanitizer)
#else
#define LEAVES_ALL_TO_MALLOC false
#endif

// The sanitizer sees only what malloc gives.
static bool is_small(size_t size) { return size <= LKS_LARGEST_POOLED && !LEAVES_ALL_TO_MALLOC; }

static void give_back(lks_pool *pool, void *block, size_t size) {
    lks_free_block *freed = block;
    freed->next = pool->free[size_class(size)];
    pool->free[size_class(size)] = freed;
}

static bool add_chunk(lks_pool *pool) {
    lks_chunk *chunk = malloc(chunk_size);
    if (chunk == NULL) return false;
    // What is left of the last chunk serves smaller requests.
    if (pool->left > 0) give_back(pool, pool->fresh, pool->left);
    chunk->next = pool->chunks;
    pool->chunks = chunk;
    pool->fresh = chunk->bytes;
    pool->left = chunk_size - sizeof(lks_chunk);
    return true;
}

static void *take(lks_pool *pool, size_t size) {
    lks_free_block *block = pool->free[size_class(size)];
    if (block != NULL) {
        pool->free[size_class(size)] = block->next;
        return block;
    }
    size_t whole = (size_class(size) + 1) * alignment;
    if (pool->left < whole && !add_chunk(pool)) return NULL;
    void *fresh = pool->fresh;
    pool->fresh += whole;
    pool->left -= whole;
    return fresh;
}

static void *allocate(lks_pool *pool, size_t size) { return is_small(size) ? take(pool, size) : malloc(size); }

static void release(lks_pool *pool, void *block, size_t size) {
    if (is_small(size)) {
        give_back(pool, block, size);
    } else {
        free(block);
    }
}

void *lks_pool_resize(lks_pool *pool, void *block, size_t old_size, size_t new_size) {
    if (new_size == 0) {
        if (old_size > 0) release(pool, block, old_size);
        return NULL;
    }
    if (old_size == 0) return allocate(pool, new_size);
    if (!is_small(old_size) && !is_small(new_size)) return realloc(block, new_size);
    if (is_small(old_size) && is_small(new_size) && size_class(old_size) == size_class(new_size)) return block;
    void *result = allocate(pool, new_size);
    if (result == NULL) return NULL;
    memcpy(result, block, old_size < new_size ? old_size : new_size);
    release(pool, block, old_size);
    return result;
}

void lks_pool_close(lks_pool *pool) {
    while (pool->chunks != NULL) {
        lks_chunk *chunk = pool->chunks;
        pool->chunks = chunk->next;
        free(chunk);
    }
}
