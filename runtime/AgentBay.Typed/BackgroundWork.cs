namespace AgentBay.Typed;

/// <summary>Work that outlives the call that began it, such as deleting a session whose caller gave up.</summary>
internal sealed class BackgroundWork
{
    private readonly List<Task> _tasks = [];

    /// <summary>Adds work. It must not fail: nobody would hear of it.</summary>
    public void Add(Task task)
    {
        lock (_tasks)
        {
            _tasks.RemoveAll(static one => one.IsCompletedSuccessfully);
            _tasks.Add(task);
        }
    }

    /// <summary>Ends when all work has ended, that which other work adds included.</summary>
    public async Task WhenDoneAsync()
    {
        while (Open() is { Length: > 0 } open)
            await Task.WhenAll(open).ConfigureAwait(false);
    }

    private Task[] Open()
    {
        lock (_tasks)
            return [.. _tasks.Where(static one => !one.IsCompletedSuccessfully)];
    }
}
