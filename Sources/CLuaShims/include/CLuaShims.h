// The C side of the Lua boundary.
//
// Lua raises and yields by longjmp, and a longjmp that crosses a Swift frame leaks what the frame holds. So Swift never
// touches a Lua stack: values cross as arrays of `lks_value`, and every call that may raise is made here, in C, where
// Lua's own protection (lua_resume, lua_pcall) is the next frame that a longjmp can meet.

#ifndef LATCHKEY_LUA_SHIMS_H
#define LATCHKEY_LUA_SHIMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// One Lua state with everything that belongs to it. Not thread-safe: one owner at a time.
typedef struct lks_state lks_state;

/// What an lks_value is. A list is followed by its elements, a record by its keys (strings) and values in turn, an
/// object on its way to Lua by its text (a string) and its fields (a record, or nil for none).
typedef enum lks_tag {
    LKS_NIL,
    LKS_BOOLEAN,
    LKS_INTEGER,
    LKS_NUMBER,
    LKS_STRING,
    LKS_LIST,
    LKS_RECORD,
    /// A record that Lua sees as an error: tostring gives its text.
    LKS_ERROR,
    /// A record in which a field that is not there is a mistake. Its name, a string, comes before keys and values.
    LKS_STRICT_RECORD,
    LKS_OBJECT,
    LKS_FUNCTION,
    /// A function or an object that the reader has taken over, so that nobody releases it twice.
    LKS_TAKEN,
} lks_tag;

typedef struct lks_value {
    /// An lks_tag.
    int32_t tag;
    /// The type of an object, as lks_add_type numbered it.
    int32_t type;
    /// Bytes of a string, elements of a list, pairs of a record.
    size_t length;
    union {
        /// A boolean (0 or 1), an integer, a reference to a function, or the place of a string in its buffer.
        int64_t integer;
        double number;
        /// A host object, retained.
        void *object;
    };
} lks_value;

/// Values on their way, with the bytes of their strings behind them.
typedef struct lks_buffer {
    lks_value *items;
    size_t count;
    size_t capacity;
    char *bytes;
    size_t byte_count;
    size_t byte_capacity;
} lks_buffer;

/// What a host function answers to the trampoline.
typedef enum lks_answer {
    /// The results are in the outgoing buffer.
    LKS_RETURN,
    /// The result is nil, a boolean or a number, and in the place given for it.
    LKS_RETURN_SCALAR,
    /// The error, a record, is in the outgoing buffer.
    LKS_RAISE,
    /// The answer comes later: suspend the coroutine.
    LKS_WAIT,
} lks_answer;

/// How a stretch of Lua ended.
typedef enum lks_outcome {
    /// The function returned; its results are in the incoming buffer.
    LKS_FINISHED,
    /// The function raised; the error value and the traceback are in the incoming buffer.
    LKS_FAILED,
    /// A host function waits for its answer.
    LKS_WAITING,
    /// The coroutine has computed for a while and lets others run. Resume it with LKS_CONTINUE.
    LKS_PAUSED,
    /// The coroutine has used up its time; the message and the traceback are in the incoming buffer. End it.
    LKS_KILLED,
} lks_outcome;

/// How a paused coroutine goes on, beside with what it waited for (an lks_answer).
enum { LKS_CONTINUE = 100, LKS_CANCEL, LKS_KILL };

/// How long scripts may compute without waiting.
typedef struct lks_limits {
    /// Nanoseconds of computing after which others get their turn; 0 to measure no time and count instructions instead.
    int64_t pause_after;
    /// Nanoseconds of computing after which `computing` is called, once for each stretch.
    int64_t warn_after;
    /// Nanoseconds that one stretch without a wait may take; 0 for no limit.
    int64_t stretch;
    /// Nanoseconds that a coroutine may compute in its life; 0 for no limit.
    int64_t total;
    /// Instructions that one stretch without a wait may take, when `pause_after` is 0; 0 for no limit.
    int64_t instructions;
} lks_limits;

/// What one coroutine has used. Begins as zeroes, and belongs to whoever resumes the coroutine.
typedef struct lks_usage {
    /// Nanoseconds, or instructions where those are counted, since the last wait.
    int64_t stretch;
    /// The same since the coroutine began.
    int64_t total;
    /// Whether `computing` was called for this stretch.
    bool has_warned;
} lks_usage;

/// What a name was looked up in without being there.
typedef enum lks_scope {
    LKS_SCOPE_GLOBAL,
    LKS_SCOPE_MODULES,
    LKS_SCOPE_MODULE,
    /// A standard library: explained only when the name stands for something that was taken out on purpose.
    LKS_SCOPE_LIBRARY,
    LKS_SCOPE_OBJECT,
    LKS_SCOPE_RECORD,
} lks_scope;

/// A host function. Owned by the Swift side; must outlive the state.
typedef struct lks_function {
    lks_state *state;
    /// For the Swift side.
    void *context;
    /// Carries out a call. The arguments are in the incoming buffer. Must not call back into Lua.
    lks_answer (*call)(struct lks_function *function, lks_value *result);
    /// `module.name`, for messages; the caller keeps it alive.
    const char *name;
    /// Whether it may answer LKS_WAIT.
    bool waits;
} lks_function;

/// The Swift side. No callback may call back into Lua.
typedef struct lks_callbacks {
    void *context;
    /// Gives a host object back.
    void (*release)(void *object);
    /// Whether two host objects stand for the same thing.
    bool (*equal)(void *left, void *right);
    /// Seconds since 1970, for os.time and os.date.
    double (*wall_time)(void *context);
    /// Seconds on the run's monotonic clock, for os.clock.
    double (*monotonic_time)(void *context);
    /// Puts a sentence about the unknown name, a string, into the outgoing buffer; nothing where it is no mistake.
    void (*explain)(void *context, lks_scope scope, const char *owner, const char *name);
    /// Puts the text of a script module and the name of its chunk, two strings, into the outgoing buffer; nothing when
    /// there is no such module; one string, the reason, when it cannot be read.
    void (*find_module)(void *context, const char *name);
    /// Prepares to answer LKS_WAITING until the module has been loaded by the coroutine that is at it.
    void (*await_module)(void *context, const char *name);
    /// Tells those who wait for it that a module is loaded, or has failed to.
    void (*module_done)(void *context, const char *name);
    /// Says that the running coroutine has been computing for long, and where.
    void (*computing)(void *context, const char *where);
} lks_callbacks;

/// Makes a state with the sandboxed standard libraries. `memory_limit` is in bytes, 0 for none; `random_seed` is what
/// math.random starts from. NULL for want of memory.
lks_state *lks_open(lks_callbacks callbacks, size_t memory_limit, int64_t random_seed, lks_limits limits);
/// Closes the state and releases every host object in it.
void lks_close(lks_state *state);
/// The bytes that the state uses now.
size_t lks_memory_used(const lks_state *state);
/// Collects all garbage.
void lks_collect_garbage(lks_state *state);
/// How many references to functions and coroutines the registry holds.
size_t lks_reference_count(const lks_state *state);

/// From Lua to Swift: what a function was called with, or what it returned or raised.
lks_buffer *lks_incoming(lks_state *state);
/// From Swift to Lua. Begin with lks_clear_outgoing.
lks_buffer *lks_outgoing(lks_state *state);
/// Empties the outgoing buffer and releases the objects in it that Lua never got.
void lks_clear_outgoing(lks_state *state);
/// Adds a value to a buffer; false for want of memory.
bool lks_append(lks_buffer *buffer, lks_value value);
/// Adds a string to a buffer; false for want of memory.
bool lks_append_string(lks_buffer *buffer, const char *bytes, size_t length);

/// The calls below return false with a message, a string, in the incoming buffer when Lua refuses.

/// Adds a function to a module, which is made when it does not exist.
bool lks_add_function(lks_state *state, const char *module, const char *name, lks_function *function);
/// Adds the first value of the outgoing buffer to a module, which is made when it does not exist.
bool lks_add_value(lks_state *state, const char *module, const char *name);
/// Makes a module a global as well.
bool lks_make_global(lks_state *state, const char *module);
/// Makes a function a global.
bool lks_add_global(lks_state *state, const char *name, lks_function *function);
/// Lets scripts load machine code: require finds compiled modules where `path`, a package.cpath, says. Nothing in such a
/// module is held to any limit.
bool lks_allow_native(lks_state *state, const char *path);
/// The path that Lua itself was built with.
const char *lks_native_path(void);
/// Declares a type of host object; -1 when Lua refuses.
int lks_add_type(lks_state *state, const char *name);
/// Adds a method to a type.
bool lks_add_method(lks_state *state, int type, const char *name, lks_function *function);
/// Compiles text into a function and refers to it; -1 when it has a syntax error.
int lks_load(lks_state *state, const char *source, size_t length, const char *chunk_name);

/// Makes a coroutine that will call the referred function; -1 when Lua refuses.
int lks_start(lks_state *state, int function);
/// Runs a coroutine until it finishes, fails or waits. The first time the outgoing buffer holds the arguments, later
/// the answer that the coroutine waits for: `how` is LKS_RETURN or LKS_RAISE, or for a paused one LKS_CONTINUE,
/// LKS_CANCEL (a cancellation is raised where it stands) or LKS_KILL (it ends, and no pcall sees it).
lks_outcome lks_resume(lks_state *state, int coroutine, int how, lks_usage *usage);
/// Ends a coroutine, closing its to-be-closed variables, and forgets it.
void lks_end(lks_state *state, int coroutine);
/// Puts the traceback of a coroutine, a string, into the incoming buffer.
void lks_trace(lks_state *state, int coroutine);
/// Gives up a reference to a function.
void lks_release_reference(lks_state *state, int reference);

#endif
