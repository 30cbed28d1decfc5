using System.Net;
using System.Net.Sockets;

namespace AgentBay.Typed.EndToEnd.Packages;

/// <summary>
/// A repository with central package management: a library of two frameworks with two captures of its own, whose sources
/// would leave traces if they were asked, and an application that uses the library and an image of AgentBay's. Looked at as
/// an editor does, then built.
/// </summary>
public sealed class SolutionFixture(PackageFeed feed) : IAsyncLifetime, IDisposable
{
    // What editors set for their builds of a project that they have loaded.
    private const string DesignTime =
        "-t:Compile;CoreCompile -p:TargetFramework=net10.0 -p:DesignTimeBuild=true -p:BuildingInsideVisualStudio=true -p:BuildProjectReferences=false -p:SkipCompilerExecution=true -p:ProvideCommandLineArgs=true -p:NonExistentFile=none";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public Consumer Consumer { get; } = new(feed);

    /// <summary>What an editor is told before anything has been built.</summary>
    public BuildLog DesignTimeBuild { get; private set; } = null!;

    public BuildLog FirstBuild { get; private set; } = null!;

    /// <summary>Whether a source has been started or asked.</summary>
    public bool WasAsked => Consumer.Exists("My Lib/started") || _listener.Pending();

    public async Task InitializeAsync()
    {
        _listener.Start();
        int port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        Consumer.Write("Directory.Packages.props", $"""
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup><PackageVersion Include="AgentBay.Typed" Version="{PackageFeed.Version}" /></ItemGroup>
            </Project>
            """);
        Consumer.Write("My Lib/My Lib.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>net8.0;net10.0</TargetFrameworks>
                <RootNamespace>MyLib</RootNamespace>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="AgentBay.Typed" />
                <AgentBaySchema Include="schemas/one.tools.json" Command="sh -c &quot;touch started&quot;" />
                <AgentBaySchema Include="schemas/two.tools.json" Url="http://127.0.0.1:{port}/mcp" />
              </ItemGroup>
            </Project>
            """);
        Consumer.Write("My Lib/schemas/one.tools.json", """[{"name":"greet"}]""");
        Consumer.Write("My Lib/schemas/two.tools.json", """[{"name":"greet"},{"name":"part"}]""");
        Consumer.Write("My Lib/Greeter.cs", """
            namespace MyLib;

            public sealed class Greeter(IToolInvoker invoker)
            {
                public static int Count => One.Tools.Count + Two.Tools.Count;

                public Task<ToolResult> GreetAsync() => One.Create(invoker).Greet();
            }
            """);
        Consumer.Write("My App/My App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <RootNamespace>MyApp</RootNamespace>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="AgentBay.Typed" />
                <AgentBayImage Include="linux_latest" />
                <ProjectReference Include="../My Lib/My Lib.csproj" />
              </ItemGroup>
            </Project>
            """);
        Consumer.Write("My App/Program.cs", """
            Console.WriteLine($"{MyLib.Greeter.Count} {LinuxLatest.ImageId} {LinuxLatest.Tools.Any(tool => tool.Name == "shell")}");
            """);
        await Consumer.DotNetAsync("restore \"My App\" -nologo");
        DesignTimeBuild = await Consumer.LoggedBuildAsync($"msbuild \"My Lib\" {DesignTime} -getItem:AdditionalFiles,CscCommandLineArgs");
        FirstBuild = await Consumer.LoggedBuildAsync("build \"My App\"");
    }

    public void Dispose() => _listener.Dispose();

    public Task DisposeAsync()
    {
        Consumer.Dispose();
        Dispose();
        return Task.CompletedTask;
    }
}
