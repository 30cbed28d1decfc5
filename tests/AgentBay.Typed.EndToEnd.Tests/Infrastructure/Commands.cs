using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AgentBay.Typed.EndToEnd.Infrastructure;

/// <summary>Runs programs as a user would.</summary>
internal static class Commands
{
    public static string RepositoryRoot { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "../../.."));

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string program, string arguments, string workingDirectory, IReadOnlyDictionary<string, string>? environment = null)
    {
        using Process process = Start(program, arguments, workingDirectory, environment);
        return await EndAsync(process);
    }

    public static Process Start(
        string program, string arguments, string workingDirectory, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test host's own settings would steer the SDK that is run here.
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment.Remove("AGENTBAY_API_KEY");
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Sends Ctrl+C, and waits for the end.</summary>
    public static async Task<(int ExitCode, string Output)> InterruptAsync(Process process)
    {
        using Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        return await EndAsync(process);
    }

    private static async Task<(int ExitCode, string Output)> EndAsync(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
