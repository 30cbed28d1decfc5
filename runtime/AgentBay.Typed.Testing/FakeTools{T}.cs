namespace AgentBay.Typed.Testing;

/// <summary>
/// A catalog whose tools answer what a test says. What the test does not say is an <see cref="UnexpectedToolCallException"/>.
/// </summary>
/// <example>
/// <code>
/// FakeTools&lt;LinuxLatest&gt; fake = new();
/// fake.On(tools => tools.ReadFile("/etc/hostname")).ReturnsText("box");
/// await CodeUnderTest(fake.Tools);
/// fake.Verify(tools => tools.ReadFile("/etc/hostname"), times: 1);
/// </code>
/// </example>
/// <typeparam name="T">The generated catalog.</typeparam>
public sealed class FakeTools<T> : IToolInvoker where T : class, IToolCatalog<T>
{
    private readonly object _gate = new();
    private readonly List<SetUp> _setups = [];
    private readonly List<FakeCall> _calls = [];
    private readonly List<UnexpectedToolCallException> _unexpected = [];

    /// <summary>Makes a fake that answers nothing yet.</summary>
    public FakeTools() => Tools = T.Create(this);

    /// <summary>The catalog for the code under test; also each of its group interfaces.</summary>
    public T Tools { get; }

    /// <summary>The calls that were made, in their order.</summary>
    public IReadOnlyList<FakeCall> Calls
    {
        get
        {
            lock (_gate)
                return [.. _calls];
        }
    }

    /// <summary>Begins a set-up: the call is written as the code under test writes it. A later set-up goes before an earlier one.</summary>
    /// <typeparam name="TAnswer">The answer's type.</typeparam>
    /// <param name="call">The call, with the arguments to answer; <see cref="Any.Text"/> stands for any text.</param>
    /// <exception cref="ArgumentException">The function does not make one call.</exception>
    public ToolSetup<TAnswer> On<TAnswer>(Func<T, Task<ToolResult<TAnswer>>> call) => new(Add(call));

    /// <summary>Begins a set-up of a tool whose answer has no type.</summary>
    /// <param name="call">The call, with the arguments to answer; <see cref="Any.Text"/> stands for any text.</param>
    /// <exception cref="ArgumentException">The function does not make one call.</exception>
    public ToolSetup On(Func<T, Task<ToolResult>> call) => new(Add(call));

    /// <summary>Counts the calls that were made like this one.</summary>
    /// <param name="call">The call; <see cref="Any.Text"/> stands for any text.</param>
    /// <exception cref="ArgumentException">The function does not make one call.</exception>
    public int Count(Func<T, Task> call) => CountOf(CallOf(call));

    /// <summary>Throws unless a call was made.</summary>
    /// <param name="call">The call; <see cref="Any.Text"/> stands for any text.</param>
    /// <param name="times">How often it must have been made; null for at least once.</param>
    /// <exception cref="MissingToolCallException">It was not made, or not as often.</exception>
    /// <exception cref="ArgumentException">The function does not make one call.</exception>
    public void Verify(Func<T, Task> call, int? times = null)
    {
        FakeCall expected = CallOf(call);
        int count = CountOf(expected);
        if (times is null ? count == 0 : count != times)
        {
            string wanted = times is null ? "at least once" : $"{times} times";
            throw new MissingToolCallException($"{expected} was called {count} times, not {wanted}.", Calls);
        }
    }

    /// <summary>Throws unless every set-up was used and every call was expected, also where the code under test swallowed that.</summary>
    /// <exception cref="MissingToolCallException">A set-up was never used, or has no answer.</exception>
    /// <exception cref="UnexpectedToolCallException">A call was not expected.</exception>
    public void VerifyAll()
    {
        lock (_gate)
        {
            if (_unexpected.Count > 0)
                throw Unexpected(_unexpected[0].Call);
            if (_setups.Select(static setUp => setUp.Complaint).FirstOrDefault(static complaint => complaint is not null) is { } complaint)
                throw new MissingToolCallException(complaint, _calls);
        }
    }

    Task<ToolResult> IToolInvoker.InvokeAsync(ToolDescriptor tool, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tool);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<ToolResult>(cancellationToken);
        FakeCall call = FakeCall.Of(tool, arguments);
        SetUp[] setUps;
        lock (_gate)
        {
            _calls.Add(call);
            setUps = [.. _setups];
        }

        try
        {
            // Conditions and answers are the test's own code, which may call the fake again.
            return Task.FromResult((Array.FindLast(setUps, one => one.Answers(call)) ?? throw Note(call)).Answer(tool, call));
        }
        catch (Exception e)
        {
            return Task.FromException<ToolResult>(e);
        }
    }

    private UnexpectedToolCallException Note(FakeCall call)
    {
        lock (_gate)
        {
            _unexpected.Add(Unexpected(call));
            return _unexpected[^1];
        }
    }

    private UnexpectedToolCallException Unexpected(FakeCall call) =>
        UnexpectedToolCallException.For(call, "No set-up answers the call", [.. _setups.Select(one => (one.Expected, one.Differences(call)))]);

    private SetUp Add(Func<T, Task> call)
    {
        SetUp setUp = new(CallOf(call));
        lock (_gate)
            _setups.Add(setUp);
        return setUp;
    }

    private int CountOf(FakeCall expected) => Calls.Count(made => made.IsLike(expected));

    private static FakeCall CallOf(Func<T, Task> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        CallCatcher catcher = new();
        Task task;
        try
        {
            task = call(T.Create(catcher));
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw OutOfRange(e);
        }

        if (catcher.Caught is [FakeCall only])
            return only;
        Exception? failure = task.Exception?.InnerException;
        if (failure is ArgumentOutOfRangeException outOfRange)
            throw OutOfRange(outOfRange);
        string made = catcher.Caught.Count > 0
            ? $"it made {string.Join(" and ", catcher.Caught.Select(static made => made.Tool))}"
            : failure?.Message.TrimEnd('.') ?? "it made none";
        throw new ArgumentException($"The function must make one call of a tool: {made}.", nameof(call), failure);

        static ArgumentException OutOfRange(ArgumentOutOfRangeException e) => new(
            $"The schema does not allow the call, so nobody can make it: {e.Message} Any.Text stands for text without bounds only; "
            + "write a value that is allowed, and add WithAnyArguments() or When(…) to a set-up, or look at Calls.",
            nameof(call),
            e);
    }

    /// <summary>Takes the call of a set-up instead of making it.</summary>
    private sealed class CallCatcher : IToolInvoker
    {
        public List<FakeCall> Caught { get; } = [];

        public Task<ToolResult> InvokeAsync(ToolDescriptor tool, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken = default)
        {
            Caught.Add(FakeCall.Of(tool, arguments));
            return Task.FromResult(new ToolResult(tool, []));
        }
    }
}
