// What the files of this target share.

#ifndef LATCHKEY_LUA_SHIMS_INTERNAL_H
#define LATCHKEY_LUA_SHIMS_INTERNAL_H

#include "CLuaShims.h"

#include <pthread.h>
#include <stdatomic.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

/// Why a coroutine has yielded.
typedef enum lks_reason {
    /// The script called coroutine.yield.
    LKS_YIELD_OF_SCRIPT,
    /// A host function waits: the yield passes through every coroutine of the script up to the host.
    LKS_YIELD_TO_HOST,
    /// It has computed long enough for now. Passes through, too.
    LKS_YIELD_TO_PAUSE,
    /// It has used up its time. Passes through, and is not resumed.
    LKS_YIELD_TO_DIE,
    /// Only to unwind the C stack (see rescue.c); whoever resumed it resumes it again at once.
    LKS_YIELD_TO_RESCUE,
} lks_reason;

/// One coroutine of those that run now, each resumed by the outer one. Lives on the C stack of who resumed it.
typedef struct lks_link {
    lua_State *thread;
    struct lks_link *outer;
} lks_link;

/// The stretch of computing that is under way, as the watchdog's thread sees it.
typedef struct lks_slice {
    /// When it began, in nanoseconds; 0 when none is under way.
    _Atomic int64_t began;
    /// Whether the watchdog is about to signal the thread; the stretch must not end meanwhile.
    atomic_bool is_signalling;
    pthread_t thread;
    lks_usage *usage;
    /// How far the stretch has been added to the usage.
    int64_t counted;
    /// The next state that the watchdog looks at.
    struct lks_state *next;
} lks_slice;

enum {
    /// Bytes of the largest block that is cut from a chunk: a coroutine with its first stack needs none that is larger.
    LKS_LARGEST_POOLED = 1024,
    LKS_POOL_CLASSES = LKS_LARGEST_POOLED / 16,
    /// Bytes. No stack of a coroutine is smaller.
    LKS_SMALLEST_STACK = 640,
};

typedef struct lks_chunk lks_chunk;
typedef struct lks_free_block lks_free_block;

/// The memory of small objects (see pool.c).
typedef struct lks_pool {
    /// Blocks that were given back, by size.
    lks_free_block *free[LKS_POOL_CLASSES];
    lks_chunk *chunks;
    /// What has not been cut yet from the newest chunk.
    char *fresh;
    size_t left;
} lks_pool;

struct lks_state {
    lua_State *lua;
    lks_callbacks callbacks;
    lks_limits limits;
    lks_pool pool;
    size_t memory_used;
    size_t memory_limit;
    size_t reference_count;
    lks_buffer incoming;
    lks_buffer outgoing;
    /// Whether a reference to a function is, or was, in the incoming buffer.
    bool incoming_has_references;
    /// The host's own coroutine that runs now; NULL while one is being ended.
    lua_State *running;
    /// The coroutines that run now. Read by the watchdog's signal handler.
    lks_link *volatile innermost;
    /// A coroutine, of those that run now, that cannot be suspended; NULL when all can.
    lua_State *fixed;
    /// The answer that the resumed coroutine continues with.
    lks_answer answer;
    lks_reason reason;
    /// Where the C stack was when the host entered; closes that nest too deeply are refused by it.
    const char *stack_base;
    struct lks_slice slice;
    /// The size of a large stack that the innermost coroutine has outgrown, when it has executed nothing since; else 0.
    size_t released_stack;
    /// Whether lks_learn_stack is at work.
    bool is_learning;
    /// Which word of a lua_State is the address of its stack; 0 when that is not known.
    size_t stack_word;
    /// The code of the instruction that concatenates; 0 when that is not known.
    uint32_t concatenation;
    /// Which byte of a lua_State says that hooks are called; 0 when that is not known.
    size_t hook_switch;
    /// What a lua_State begins with while hooks are called; for finding that out.
    unsigned char first_bytes[16];
    /// Whether the running coroutine has used up its time in stretches that were too short for the watchdog.
    bool is_spent;
    /// Whether scripts use more memory than they may.
    bool is_over_limit;
    /// Whether cancellation is to be raised where the script computes.
    bool must_cancel;
    /// Whether the host wants the running coroutine to end where it computes.
    bool must_kill;
    /// Whether the running coroutine has used up its time: nothing may swallow what ends it.
    bool is_killing;
    /// What there is to say of it: the message and the traceback.
    lks_buffer obituary;
    /// How often a dying coroutine may still be looked at before its cleaning up is cut short.
    int grace;
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

/// Marks in the low bits of the pointer that every coroutine carries to its state.
enum {
    /// It waits for the host inside a coroutine that was resumed by a script: nobody else may resume it.
    LKS_MARK_WAITING = 1,
    /// The host made it: scripts may not resume or close it.
    LKS_MARK_HOST = 2,
    LKS_MARKS = 3,
};

/// The state that a Lua state belongs to.
static inline lks_state *lks_owner(lua_State *L) {
    return (lks_state *)(*(uintptr_t *)lua_getextraspace(L) & ~(uintptr_t)LKS_MARKS);
}
static inline bool lks_is_marked(lua_State *L, unsigned marks) { return (*(uintptr_t *)lua_getextraspace(L) & marks) != 0; }
static inline void lks_mark(lua_State *L, unsigned mark) { *(uintptr_t *)lua_getextraspace(L) |= mark; }
static inline void lks_unmark(lua_State *L, unsigned mark) { *(uintptr_t *)lua_getextraspace(L) &= ~(uintptr_t)mark; }

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
/// The host object at `index`; NULL when it is some other value.
lks_box *lks_box_at(lua_State *L, int index);
/// Refers to the value on top of the stack and pops it.
int lks_refer(lua_State *L);

// calls.c
int lks_trampoline(lua_State *L);

// coroutines.c
/// Replaces what has to know of waits: in the globals, and in the coroutine library on top of the stack.
void lks_open_coroutines(lua_State *L);
/// Whether a function in C lets what it calls wait.
bool lks_passes_waits(lua_CFunction function);
/// The coroutine inside which a suspended one waits for the host; NULL when it waits itself.
lua_State *lks_waiting_inside(lua_State *L);
/// Closes the to-be-closed variables of a coroutine; the error is left on top of its stack when the status is not OK.
int lks_close_thread(lks_state *state, lua_State *L, lua_State *thread);

// limits.c
void lks_watch(lks_state *state);
void lks_unwatch(lks_state *state);
void lks_begin_slice(lks_state *state, lks_usage *usage);
void lks_end_slice(lks_state *state);
/// Counts what has been copied, where instructions are counted: errors on a deep stack move it again and again.
void lks_count_moved(lks_state *state, size_t size);
/// The one hook.
void lks_hook(lua_State *L, lua_Debug *where);
/// Makes the running coroutine look at its limits before its next instruction.
void lks_arm(lks_state *state);
/// The same for a coroutine that is resumed, when there is no time left.
void lks_arm_when_spent(lks_state *state);
/// Sets the hook that a coroutine has when nothing special is wanted of it.
void lks_rest(lks_state *state, lua_State *L);
/// Ends the running coroutine for good, from inside it.
int lks_kill(lua_State *L, const char *message);
/// Raises what no message handler sees.
int lks_raise_quietly(lua_State *L);
void lks_pause(lua_State *L);

// pool.c

/// Gives, moves or takes back memory, as an allocator of Lua's does; an `old_size` of 0 stands for no block yet.
void *lks_pool_resize(lks_pool *pool, void *block, size_t old_size, size_t new_size);
/// Gives up everything at once.
void lks_pool_close(lks_pool *pool);

// metatables.c

/// Puts our setmetatable into the table on top of the stack.
void lks_open_metatables(lua_State *L);

// rescue.c
/// Finds out where a lua_State keeps the address of its stack.
void lks_learn_stack(lks_state *state);
/// Finds out which instruction concatenates, and where a lua_State says that hooks are called.
void lks_learn_concatenation(lua_State *L);
/// Looks whether a block that is given back was the stack of a coroutine that runs.
void lks_note_release(lks_state *state, const void *block, size_t size);
/// When a large stack was given back: whether a new block is for the same coroutine, which needs yet more without having
/// executed anything. A table whose `__call` is a table like itself makes Lua fill the stack with it, for minutes.
bool lks_fills_stack(const lks_state *state, size_t size);
/// To be called before the next instruction of a coroutine whose stack has moved: yields, where that can be.
void lks_rescue(lua_State *L);
/// To be called when such a coroutine calls a function or returns from one.
void lks_rescue_passing(lua_State *L, lua_Debug *where);

// modules.c
/// Skips a byte-order mark and a first line like #!/usr/bin/env; the line's end stays, so that no line number changes.
void lks_skip_header(const char **source, size_t *length);
void lks_open_modules(lua_State *L);

// registry.c
/// Leaves a table that reads like the one on top of the stack, and cannot be changed, in its place.
void lks_freeze(lua_State *L, const char *kind, const char *name);
/// The function rawset, but not for what is frozen.
int lks_rawset(lua_State *L);
extern const char lks_types_key, lks_modules_key, lks_error_key;
/// Raises what the host says about an unknown name; gives nil when it says nothing.
int lks_raise_unknown(lua_State *L, lks_scope scope, const char *owner, const char *name);
/// Makes the registry's tables, called once under protection.
void lks_prepare_registry(lua_State *L);

// native.c
/// Lets scripts require compiled modules, which are looked for where `path` says, and change the path.
void lks_open_native(lua_State *L, const char *path);
/// Leaves the function that opens a compiled module, and the file's name, on the stack; nothing when there is none.
bool lks_find_native(lua_State *L, const char *name);

// libraries.c
/// Removes all fields of the table on top of the stack but the named ones.
void lks_keep_fields(lua_State *L, const char *const *names);
/// Lets the host explain the fields that the table on top of the stack, a library, has not.
void lks_explain_unknown(lua_State *L, const char *name);
void lks_open_libraries(lua_State *L, int64_t random_seed);

#endif
