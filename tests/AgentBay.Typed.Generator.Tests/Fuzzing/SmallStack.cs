using System.Runtime.ExceptionServices;
using Xunit.Sdk;

namespace AgentBay.Typed.Generator.Tests.Fuzzing;

/// <summary>
/// Runs a case as an editor might: with little stack, and for a limited time. What does not come back fails its test;
/// what needs more stack ends the whole run.
/// </summary>
internal static class SmallStack
{
    /// <summary>Half of what the main thread of a process has least, and far more than any case needs.</summary>
    private const int Size = 512 * 1024;

    // Far more than any case takes; what takes longer hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static T Run<T>(Func<T> run) => Run(run, Size);

    /// <summary>Runs what calls the compiler, which needs a stack of its own.</summary>
    public static void RunInTime(Action run) => Run(
        () =>
        {
            run();
            return true;
        },
        stackSize: 0);

    private static T Run<T>(Func<T> run, int stackSize)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    result = run();
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            },
            stackSize) { IsBackground = true };
        thread.Start();
        if (!thread.Join(Patience))
            throw new XunitException($"It takes more than {Patience}.");
        failure?.Throw();
        return result!;
    }
}
