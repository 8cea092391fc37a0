using System.Buffers;

namespace ChatOps.Pipelines.Scripts;

/// <summary>
/// Takes control characters and terminal sequences out of a stream of bytes; a carriage return is a new line. This comes before masking, so that
/// nothing hides inside a secret that is taken out later.
/// </summary>
internal sealed class PlainBytes
{
    private const int LongestSequence = 4096;
    private const byte Escape = 0x1B;
    private static readonly SearchValues<byte> Special =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(b => b is not ('\n' or '\t')).Select(b => (byte)b), 0x7F]);

    private State _state;
    private int _length;
    private bool _afterReturn;

    private enum State
    {
        Text,
        Escaped,
        Control,
        Named,
        NamedEnd,
        Charset,
    }

    public void Pass(ReadOnlySpan<byte> bytes, ArrayBufferWriter<byte> to)
    {
        while (!bytes.IsEmpty)
        {
            if (_afterReturn && bytes[0] == '\n') bytes = bytes[1..];
            _afterReturn = false;
            if (_state == State.Text)
            {
                var plain = bytes.IndexOfAny(Special);
                to.Write(plain < 0 ? bytes : bytes[..plain]);
                if (plain < 0) return;
                bytes = bytes[plain..];
            }

            if (bytes.IsEmpty) return;
            var used = Next(bytes[0]);
            if (_afterReturn) to.Write("\n"u8);
            if (used) bytes = bytes[1..];
        }
    }

    // Whether the byte is used up; if not, it is text after all.
    private bool Next(byte next)
    {
        switch (_state)
        {
            case State.Text:
                if (next == Escape) Enter(State.Escaped);
                _afterReturn = next == '\r';
                return true;
            case State.Escaped:
                if (next is (byte)' ' or (byte)'(' or (byte)')' or (byte)'*' or (byte)'+' or (byte)'#' or (byte)'%') Enter(State.Charset);
                else if (next == (byte)'[') Enter(State.Control);
                else if (next is (byte)']' or (byte)'P' or (byte)'X' or (byte)'^' or (byte)'_') Enter(State.Named);
                else return Leave(next is >= 0x30 and < 0x7F);
                return true;
            case State.Control:
                if (next is >= 0x20 and < 0x40 && ++_length < LongestSequence) return true;
                return Leave(next is >= 0x40 and < 0x7F);
            case State.Named:
                if (next == Escape) Enter(State.NamedEnd);
                else if (next == 7) return Leave(true);
                else if (next == '\n' || ++_length > LongestSequence) return Leave(false);
                return true;
            case State.NamedEnd:
                return Leave(next == '\\');
            default:
                return Leave(next is >= 0x20 and < 0x7F);
        }
    }

    private void Enter(State state) => (_state, _length) = (state, 0);

    private bool Leave(bool used)
    {
        _state = State.Text;
        return used;
    }
}
