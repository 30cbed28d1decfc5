using AgentBay.Typed.EndToEnd.Infrastructure;

namespace AgentBay.Typed.EndToEnd.Packages;

/// <summary>
/// Programs without what they do not use, and programs without a runtime. On .NET 9, the newest whose tools for this can
/// be had everywhere the tests run.
/// </summary>
[Collection(nameof(PackageFeed))]
public sealed class PublishTests(PackageFeed feed)
{
    [LinuxFact]
    public Task A_trimmed_program_runs() => PublishAndRunAsync("-p:PublishTrimmed=true --self-contained");

    [NativeFact]
    public Task A_native_program_runs() => PublishAndRunAsync("-p:PublishAot=true -p:CppCompilerAndLinker=gcc");

    private async Task PublishAndRunAsync(string options)
    {
        using Consumer consumer = new(feed);
        consumer.Write("App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net9.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="AgentBay.Typed" Version="{PackageFeed.Version}" />
                <AgentBayImage Include="linux_latest" />
              </ItemGroup>
            </Project>
            """);
        consumer.Write("Program.cs", """
            using System.Text;
            using System.Text.Json;

            ToolResult<LinuxLatest.ShellResult> run = await LinuxLatest.Create(new Echo()).Shell("uname", timeoutMs: 5);
            Console.WriteLine(run.Value.Stdout);

            sealed class Echo : IToolInvoker
            {
                public Task<ToolResult> InvokeAsync(ToolDescriptor tool, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
                {
                    string sent = JsonEncodedText.Encode(Encoding.UTF8.GetString(arguments.Span)).ToString();
                    return Task.FromResult(new ToolResult(tool, [new ToolText("{\"stdout\":\"" + sent + "\",\"stderr\":\"\",\"exit_code\":0}")]));
                }
            }
            """);
        await consumer.DotNetAsync($"publish -r linux-x64 {options} -o out -nologo");
        (int exitCode, string output) = await Commands.RunAsync(Path.Combine(consumer.Folder, "out/App"), "", consumer.Folder);
        Assert.True(exitCode == 0, output);
        Assert.Equal("""{"command":"uname","timeout_ms":5}""", output.Trim());
    }
}
