// What the files of this target share.

#ifndef LATCHKEY_LUA_SHIMS_INTERNAL_H
#define LATCHKEY_LUA_SHIMS_INTERNAL_H

#include "CLuaShims.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

struct lks_state {
    lua_State *lua;
    lks_callbacks callbacks;
    size_t memory_used;
    size_t memory_limit;
    size_t reference_count;
    lks_buffer incoming;
    lks_buffer outgoing;
    /// Whether a reference to a function is, or was, in the incoming buffer.
    bool incoming_has_references;
    /// The coroutine that runs now.
    lua_State *running;
    /// The answer that the resumed coroutine continues with.
    lks_answer answer;
    /// How the coroutine's main function ended, set by itself.
    lks_outcome outcome;
    /// How many object types there are; type n's metatable is in the registry under its name.
    int type_count;
};

/// A host object in Lua.
typedef struct lks_box {
    void *object;
    int type;
} lks_box;

/// The state that a Lua state belongs to.
static inline lks_state *lks_owner(lua_State *L) { return *(lks_state **)lua_getextraspace(L); }

// values.c
void lks_clear_incoming(lks_state *state);
/// The same, at no cost after calls with nothing but numbers.
static inline void lks_forget_incoming(lks_state *state) {
    if (state->incoming.byte_count > 0 || state->incoming_has_references) {
        lks_clear_incoming(state);
    } else {
        state->incoming.count = 0;
    }
}
void lks_free_buffer(lks_buffer *buffer);
/// Adds everything on the stack to the incoming buffer; raises when something is of a sort that cannot cross.
void lks_encode_arguments(lua_State *L, const char *function_name);
/// Adds the value at `index` to the incoming buffer; raises when it is of a sort that cannot cross.
void lks_encode(lua_State *L, int index, const char *what);
/// Pushes all values of the outgoing buffer and returns how many.
int lks_push_outgoing(lua_State *L);
/// Pushes the error of the outgoing buffer, with location and traceback, and raises it.
int lks_raise_outgoing(lua_State *L);
/// Raises an error of the host's own kind, made here.
int lks_fail(lua_State *L, const char *kind, const char *format, ...);
/// Leaves the message on top of a stack, which is not running, in the incoming buffer; `otherwise` when it is no text.
void lks_report_message(lua_State *L, const char *otherwise);
/// Refers to the value on top of the stack and pops it.
int lks_refer(lua_State *L);

// calls.c
int lks_trampoline(lua_State *L);

// registry.c
extern const char lks_types_key, lks_modules_key, lks_error_key;
/// Pushes the message about an unknown name and raises it.
int lks_raise_unknown(lua_State *L, lks_scope scope, const char *owner, const char *name);
/// Makes the registry's tables, called once under protection.
void lks_prepare_registry(lua_State *L);

// libraries.c
void lks_open_libraries(lua_State *L, int64_t random_seed);

#endif
