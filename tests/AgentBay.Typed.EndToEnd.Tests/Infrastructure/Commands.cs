using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AgentBay.Typed.EndToEnd.Infrastructure;

/// <summary>Runs programs as a user would.</summary>
internal static class Commands
{
    public static string RepositoryRoot { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "../../.."));

    public static async Task<(int ExitCode, string Output)> RunAsync(
        string program, string arguments, string workingDirectory, IReadOnlyDictionary<string, string>? environment = null)
    {
        using Process process = new();
        process.StartInfo = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test host's own settings would steer the SDK that is run here.
        foreach (string name in process.StartInfo.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            process.StartInfo.Environment.Remove(name);
        process.StartInfo.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        process.StartInfo.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        process.StartInfo.Environment.Remove("AGENTBAY_API_KEY");
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            process.StartInfo.Environment[name] = value;
        process.Start();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
