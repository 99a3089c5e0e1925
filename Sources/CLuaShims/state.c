// Making and closing a state, and its memory.

#include "internal.h"

#include <stdlib.h>

// Refusing memory makes Lua collect garbage inside the allocation, where 5.4.4 has a fault with weak metatables. So small
// requests may go an eighth over the limit, and the hook collects, or raises, before the script's next instruction.
static bool has_room(lks_state *state, size_t size) {
    size_t used = state->memory_used + size;
    if (used <= state->memory_limit) return true;
    if (used > state->memory_limit + state->memory_limit / 8) return false;
    if (!state->is_over_limit && state->innermost != NULL) {
        state->is_over_limit = true;
        lks_arm(state);
    }
    return true;
}

// Lua asks for memory here. Refusing makes Lua raise "not enough memory", which is safe because every allocation is
// made under protection.
static void *allocate(void *context, void *block, size_t old_size, size_t new_size) {
    lks_state *state = context;
    // For a new block, Lua passes the kind of object instead of a size.
    size_t before = block == NULL ? 0 : old_size;
    if (before >= LKS_SMALLEST_STACK) lks_note_release(state, block, before);
    if (state->released_stack != 0 && block == NULL && lks_fills_stack(state, new_size)) return NULL;
    if (new_size > before && state->memory_limit != 0 && !has_room(state, new_size - before)) return NULL;
    void *result = lks_pool_resize(&state->pool, block, before, new_size);
    if (result == NULL && new_size != 0) return NULL;
    state->memory_used += new_size - before;
    return result;
}

static int open_protected(lua_State *L) {
    int64_t random_seed = *(const int64_t *)lua_touserdata(L, 1);
    lks_prepare_registry(L);
    lks_open_libraries(L, random_seed);
    lks_learn_concatenation(L);
    return 0;
}

lks_state *lks_open(lks_callbacks callbacks, size_t memory_limit, int64_t random_seed, lks_limits limits) {
    lks_state *state = calloc(1, sizeof *state);
    if (state == NULL) return NULL;
    state->callbacks = callbacks;
    state->limits = limits;
    lua_State *L = lua_newstate(allocate, state);
    if (L == NULL) {
        lks_pool_close(&state->pool);
        free(state);
        return NULL;
    }
    state->lua = L;
    *(lks_state **)lua_getextraspace(L) = state;
    lks_learn_stack(state);
    lua_pushcfunction(L, open_protected);
    lua_pushlightuserdata(L, &random_seed);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
        lks_close(state);
        return NULL;
    }
    // The limit is for scripts: a state must be able to open whatever it is.
    state->memory_limit = memory_limit;
    // Coroutines inherit it.
    lks_rest(state, L);
    lks_watch(state);
    return state;
}

void lks_close(lks_state *state) {
    lks_unwatch(state);
    lua_close(state->lua);
    // Objects that Lua never got belong to nobody any more; references went with the registry.
    lks_clear_outgoing(state);
    lks_free_buffer(&state->incoming);
    lks_free_buffer(&state->outgoing);
    lks_free_buffer(&state->obituary);
    lks_pool_close(&state->pool);
    free(state);
}

size_t lks_memory_used(const lks_state *state) { return state->memory_used; }

void lks_collect_garbage(lks_state *state) { lua_gc(state->lua, LUA_GCCOLLECT); }

size_t lks_reference_count(const lks_state *state) { return state->reference_count; }

lks_buffer *lks_incoming(lks_state *state) { return &state->incoming; }

lks_buffer *lks_outgoing(lks_state *state) { return &state->outgoing; }
