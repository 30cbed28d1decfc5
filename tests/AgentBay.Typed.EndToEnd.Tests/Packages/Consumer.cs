using System.Text.RegularExpressions;
using AgentBay.Typed.EndToEnd.Infrastructure;

namespace AgentBay.Typed.EndToEnd.Packages;

/// <summary>A folder of a user's own, whose projects know AgentBay.Typed as a package alone.</summary>
public sealed partial class Consumer : IDisposable
{
    public Consumer(PackageFeed feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        feed.SetUp(Folder);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("my répo ü ").FullName;

    public void Write(string path, string content)
    {
        string file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    public bool Exists(string path) => File.Exists(Path.Combine(Folder, path));

    /// <summary>Runs <c>dotnet</c>, and gives what it printed if it succeeded.</summary>
    public async Task<string> DotNetAsync(string arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        (int exitCode, string output) = await Commands.RunAsync("dotnet", arguments, Folder, environment);
        Assert.True(exitCode == 0, output);
        return output;
    }

    /// <summary>Runs <c>dotnet</c>, and gives what it printed if it failed.</summary>
    public async Task<string> FailingDotNetAsync(string arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        (int exitCode, string output) = await Commands.RunAsync("dotnet", arguments, Folder, environment);
        Assert.True(exitCode != 0, output);
        return output;
    }

    /// <summary>
    /// Runs a build that keeps a binary log, and gives the names of the tasks that ran and of the targets that were skipped
    /// because what they make was there.
    /// </summary>
    public async Task<BuildLog> LoggedBuildAsync(string arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        string output = await DotNetAsync($"{arguments} -bl:build.binlog -nologo", environment);
        string log = await DotNetAsync("msbuild build.binlog -v:detailed -nologo");
        return new BuildLog(
            output,
            [.. TaskStart().Matches(log).Select(static match => match.Groups[1].Value)],
            [.. UpToDate().Matches(log).Select(static match => match.Groups[1].Value)]);
    }

    public void Dispose()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    // MSBuild puts the number of the project before a line where another project's came last, as in 2:7>Task "Csc".
    [GeneratedRegex("""^[\s\d:>]*Task "(\w+)"$""", RegexOptions.Multiline)]
    private static partial Regex TaskStart();

    [GeneratedRegex("""Skipping target "(\w+)" because all output files are up-to-date""")]
    private static partial Regex UpToDate();
}

/// <summary>What a build printed and did.</summary>
public sealed record BuildLog(string Output, IReadOnlyList<string> Tasks, IReadOnlyList<string> UpToDate);
