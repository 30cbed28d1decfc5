using AgentBay.Typed.EndToEnd.Infrastructure;

namespace AgentBay.Typed.EndToEnd;

public sealed class QuickstartTests
{
    [Fact]
    public async Task The_quickstart_runs_to_its_end()
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        string program = Path.Combine(Commands.RepositoryRoot, "artifacts/bin/Quickstart", configuration, "Quickstart.dll");
        (int exitCode, string output) = await Commands.RunAsync("dotnet", $"\"{program}\"", Commands.RepositoryRoot);
        Assert.True(exitCode == 0, output);
        string[] expected =
        [
            "LocalBay runs at http://127.0.0.1:", "of image linux_latest", "feed the cat", "File todo.txt", "env=test, project=demo",
            "read_file says: ", "shell exited with 2", "Deleted: Finished; contexts: Succeeded", "A call after that is refused",
        ];
        foreach (string text in expected)
            Assert.Contains(text, output, StringComparison.Ordinal);
    }
}
