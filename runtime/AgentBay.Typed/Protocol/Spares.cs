using System.Collections.Concurrent;

namespace AgentBay.Typed.Protocol;

/// <summary>
/// Idle objects, kept for the next call. They are not bound to a thread, because a call rarely ends on the thread that
/// began it.
/// </summary>
internal sealed class Spares<T> where T : class
{
    // As many as calls are likely to be in flight at once.
    private const int Most = 128;

    private readonly ConcurrentQueue<T> _idle = new();

    public T? Take() => _idle.TryDequeue(out T? spare) ? spare : null;

    /// <summary>Keeps an object, unless there are enough.</summary>
    /// <returns>Whether it was kept.</returns>
    public bool Keep(T spare)
    {
        if (_idle.Count >= Most)
            return false;
        _idle.Enqueue(spare);
        return true;
    }
}
