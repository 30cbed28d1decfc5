namespace AgentBay.Typed.Cli.Tests.Support;

/// <summary>A folder that is there for one test.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("agentbay-typed-cli-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public string Read(string name) => File.ReadAllText(this[name]);

    /// <summary>A project that MSBuild evaluates without an SDK.</summary>
    /// <param name="items">Its <c>AgentBaySchema</c> items.</param>
    public string Project(params string[] items) => Write(
        "App.csproj", $"<Project><ItemGroup>{string.Concat(items)}</ItemGroup></Project>");

    /// <summary>A server whose list is an array of tools.</summary>
    public string Command(string tools, string script = "server.json") => StdioServer.Command(Script.Of(tools).Write(this[script]));

    /// <summary>An item that is captured from a server whose list is an array of tools.</summary>
    public string CapturedItem(string file, string tools, string metadata = "") =>
        $"""<AgentBaySchema Include="schemas/{file}" Command="{Command(tools, file + ".script").Replace("\"", "&quot;", StringComparison.Ordinal)}" {metadata} />""";
}
