using System.CommandLine;
using System.Diagnostics;
using AgentBay.Typed.Cli.Commands;

namespace AgentBay.Typed.Cli.Tests.Support;

/// <summary>The command line, in this process or, where the process itself matters, in one of its own.</summary>
internal static class Terminal
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(2);

    public static async Task<CliRun> RunAsync(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = await CliRoot.Create().RunAsync(arguments, new InvocationConfiguration { Output = output, Error = error });
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs it with variables of its own, and what it reads on standard input.</summary>
    public static async Task<CliRun> RunProcessAsync(IReadOnlyDictionary<string, string> environment, string input, params string[] arguments)
    {
        using Process process = Start(environment, arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return await EndAsync(process);
    }

    public static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "agentbay-typed.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Ctrl+C.</summary>
    public static async Task<CliRun> InterruptAsync(Process process)
    {
        using Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        return await EndAsync(process);
    }

    /// <summary>Waits for its end.</summary>
    public static async Task<CliRun> EndAsync(Process process)
    {
        using CancellationTokenSource limit = new(LongEnough);
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return new CliRun(process.ExitCode, await output, await error);
    }
}

/// <summary>What a run printed.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error);
