// Making and closing a state, and its memory.

#include "internal.h"

#include <stdlib.h>

// Lua asks for memory here. Refusing makes Lua raise "not enough memory", which is safe because every allocation is
// made under protection.
static void *allocate(void *context, void *block, size_t old_size, size_t new_size) {
    lks_state *state = context;
    // For a new block, Lua passes the kind of object instead of a size.
    size_t before = block == NULL ? 0 : old_size;
    if (new_size == 0) {
        free(block);
        state->memory_used -= before;
        return NULL;
    }
    if (state->memory_limit != 0 && new_size > before && state->memory_used + (new_size - before) > state->memory_limit) {
        return NULL;
    }
    void *result = realloc(block, new_size);
    if (result != NULL) state->memory_used += new_size - before;
    return result;
}

static int open_protected(lua_State *L) {
    int64_t random_seed = *(const int64_t *)lua_touserdata(L, 1);
    lks_prepare_registry(L);
    lks_open_libraries(L, random_seed);
    return 0;
}

lks_state *lks_open(lks_callbacks callbacks, size_t memory_limit, int64_t random_seed) {
    lks_state *state = calloc(1, sizeof *state);
    if (state == NULL) return NULL;
    state->callbacks = callbacks;
    lua_State *L = lua_newstate(allocate, state);
    if (L == NULL) {
        free(state);
        return NULL;
    }
    state->lua = L;
    *(lks_state **)lua_getextraspace(L) = state;
    lua_pushcfunction(L, open_protected);
    lua_pushlightuserdata(L, &random_seed);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
        lks_close(state);
        return NULL;
    }
    // The limit is for scripts: a state must be able to open whatever it is.
    state->memory_limit = memory_limit;
    return state;
}

void lks_close(lks_state *state) {
    lua_close(state->lua);
    // Objects that Lua never got belong to nobody any more; references went with the registry.
    lks_clear_outgoing(state);
    lks_free_buffer(&state->incoming);
    lks_free_buffer(&state->outgoing);
    free(state);
}

size_t lks_memory_used(const lks_state *state) { return state->memory_used; }

void lks_collect_garbage(lks_state *state) { lua_gc(state->lua, LUA_GCCOLLECT); }

size_t lks_reference_count(const lks_state *state) { return state->reference_count; }

lks_buffer *lks_incoming(lks_state *state) { return &state->incoming; }

lks_buffer *lks_outgoing(lks_state *state) { return &state->outgoing; }
