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
    private readonly List<ToolSetup> _setups = [];
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
    public ToolSetup<TAnswer> On<TAnswer>(Func<T, Task<ToolResult<TAnswer>>> call) => Add(new ToolSetup<TAnswer>(CallOf(call)));

    /// <summary>Begins a set-up of a tool whose answer has no type.</summary>
    /// <param name="call">The call, with the arguments to answer; <see cref="Any.Text"/> stands for any text.</param>
    public ToolSetup On(Func<T, Task<ToolResult>> call) => Add(new ToolSetup(CallOf(call)));

    /// <summary>Counts the calls that were made like this one.</summary>
    /// <param name="call">The call; <see cref="Any.Text"/> stands for any text.</param>
    public int Count(Func<T, Task> call)
    {
        FakeCall expected = CallOf(call);
        return Calls.Count(made => made.Tool == expected.Tool && !ArgumentDifference.Between(expected.Arguments, made.Arguments).Any());
    }

    /// <summary>Throws unless a call was made.</summary>
    /// <param name="call">The call; <see cref="Any.Text"/> stands for any text.</param>
    /// <param name="times">How often it must have been made; null for at least once.</param>
    /// <exception cref="MissingToolCallException">It was not made, or not as often.</exception>
    public void Verify(Func<T, Task> call, int? times = null)
    {
        int count = Count(call);
        if (times is null ? count == 0 : count != times)
        {
            string wanted = times is null ? "at least once" : $"{times} times";
            throw new MissingToolCallException($"{CallOf(call)} was called {count} times, not {wanted}.", Calls);
        }
    }

    /// <summary>Throws unless every set-up was used and every call was expected, also where the code under test swallowed that.</summary>
    /// <exception cref="MissingToolCallException">A set-up was never used.</exception>
    /// <exception cref="UnexpectedToolCallException">A call was not expected.</exception>
    public void VerifyAll()
    {
        lock (_gate)
        {
            if (_unexpected.Count > 0)
                throw UnexpectedToolCallException.For(_unexpected[0].Call, "No set-up answers the call", [.. _setups.Select(static setup => setup.Expected)]);
            if (_setups.Find(static setup => !setup.WasUsed) is { } unused)
                throw new MissingToolCallException($"The set-up of {unused.Expected} was never used.", _calls);
        }
    }

    Task<ToolResult> IToolInvoker.InvokeAsync(ToolDescriptor tool, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tool);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<ToolResult>(cancellationToken);
        FakeCall call = FakeCall.Of(tool, arguments);
        ToolSetup? setup;
        lock (_gate)
        {
            _calls.Add(call);
            setup = _setups.FindLast(one => one.Answers(call));
            if (setup is null)
            {
                _unexpected.Add(UnexpectedToolCallException.For(
                    call, "No set-up answers the call", [.. _setups.Select(static one => one.Expected)]));
                return Task.FromException<ToolResult>(_unexpected[^1]);
            }
        }

        try
        {
            return Task.FromResult(setup.Answer(tool, call));
        }
        catch (Exception e)
        {
            return Task.FromException<ToolResult>(e);
        }
    }

    private TSetup Add<TSetup>(TSetup setup) where TSetup : ToolSetup
    {
        lock (_gate)
            _setups.Add(setup);
        return setup;
    }

    private static FakeCall CallOf(Func<T, Task> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        CallCatcher catcher = new();
        Task task = call(T.Create(catcher));
        return catcher.Caught ?? throw new ArgumentException(
            $"The function must make one call of a tool: {task.Exception?.InnerException?.Message ?? "it made none"}.", nameof(call));
    }

    /// <summary>Takes the call of a set-up instead of making it.</summary>
    private sealed class CallCatcher : IToolInvoker
    {
        public FakeCall? Caught { get; private set; }

        public Task<ToolResult> InvokeAsync(ToolDescriptor tool, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken = default)
        {
            Caught = Caught is null
                ? FakeCall.Of(tool, arguments)
                : throw new ArgumentException("The function makes more than one call of a tool; a set-up is for one.");
            return Task.FromResult(new ToolResult(tool, []));
        }
    }
}
