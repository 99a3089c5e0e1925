// Debian's libedit behind a few calls: lines with editing, history and completion, read from a terminal.
//
// Its own functions take variable arguments, which Swift cannot pass, and its types stay in here.

#ifndef LATCHKEY_LINE_EDITOR_H
#define LATCHKEY_LINE_EDITOR_H

#include <stdbool.h>

/// One line editor on the process's standard input, which shows what is typed on the standard error. Not thread-safe
/// but for cle_stop.
typedef struct cle_editor cle_editor;

/// What came of reading a line.
typedef enum cle_outcome {
    CLE_LINE,
    /// Ctrl-C was typed; what had been typed is dropped.
    CLE_INTERRUPTED,
    /// Ctrl-D was typed on an empty line, the terminal was closed, or cle_stop was called.
    CLE_END,
} cle_outcome;

/// Tells how a line can go on. `before` is what stands before the cursor. The result, which the editor frees, has on its
/// first line what is to be inserted, and on further lines what is to be shown; NULL when there is nothing.
typedef char *(*cle_complete)(void *context, const char *before);

/// Makes an editor that remembers so many lines. NULL when the terminal, or the memory, does not allow one.
cle_editor *cle_open(int history_size, cle_complete complete, void *context);
/// Frees the editor.
void cle_close(cle_editor *editor);
/// Adds a line to those that can be called back.
void cle_remember(cle_editor *editor, const char *line);
/// Reads a line. `*line` is what was typed, also before Ctrl-C; it is valid until the next call and holds no end of line.
cle_outcome cle_read(cle_editor *editor, const char *prompt, const char **line);
/// Ends a cle_read that is under way, and all that follow. From any thread.
void cle_stop(cle_editor *editor);

#endif
