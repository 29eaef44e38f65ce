using System.Runtime.InteropServices;

namespace DuckDb.Interop;

/// <summary>
/// Owns one native object. The library destroys through a pointer to the pointer, and objects made from a connection must go before it:
/// a handle with a parent keeps the parent alive until it is released itself, whatever order the finalizer picks.
/// </summary>
internal abstract class DuckHandle() : SafeHandle(0, ownsHandle: true)
{
    private SafeHandle? _parent;

    public override bool IsInvalid => handle == 0;

    internal void HoldOn(SafeHandle parent)
    {
        var added = false;
        parent.DangerousAddRef(ref added);
        if (added)
        {
            _parent = parent;
        }
    }

    protected abstract void Destroy(ref nint pointer);

    protected sealed override bool ReleaseHandle()
    {
        Destroy(ref handle);
        _parent?.DangerousRelease();
        return true;
    }
}
