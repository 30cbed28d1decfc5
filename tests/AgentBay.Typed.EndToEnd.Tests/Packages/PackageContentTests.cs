using AgentBay.Typed.EndToEnd.Infrastructure;

namespace AgentBay.Typed.EndToEnd.Packages;

/// <summary>What is in the packages that a pack of the repository makes.</summary>
[Collection(nameof(PackageFeed))]
public sealed class PackageContentTests(PackageFeed feed)
{
    private const string Analyzers = "analyzers/dotnet/roslyn4.8/cs/";

    private static readonly string[] All = ["AgentBay.Typed", "AgentBay.Typed.Local", "AgentBay.Typed.Mcp", "AgentBay.Typed.Testing", "agentbay-typed"];

    public static TheoryData<string> Ids => [.. All];

    [Fact]
    public void A_pack_of_the_repository_makes_each_package_with_its_symbols_and_no_other() => Assert.Equal(
        All.SelectMany(static id => new[] { $"{id}.{PackageFeed.Version}.nupkg", $"{id}.{PackageFeed.Version}.snupkg" }).Order(StringComparer.Ordinal),
        Directory.GetFiles(feed.Packages).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void The_package_has_runtime_generator_build_files_and_captures()
    {
        using PackageFile package = PackageFile.Open(feed, "AgentBay.Typed");
        string[] captures = [.. Directory.GetFiles(Path.Combine(Commands.RepositoryRoot, "schemas"), "*.json").Select(static file => $"schemas/{Path.GetFileName(file)}")];
        Assert.Contains("schemas/linux_latest.overlay.json", captures);
        string[] expected =
        [
            "AgentBay.Typed.nuspec", "README.md", "icon.png",
            Analyzers + "AgentBay.Typed.CodeFixes.dll", Analyzers + "AgentBay.Typed.Generator.dll",
            "build/AgentBay.Typed.Captures.targets", "build/AgentBay.Typed.props", "build/AgentBay.Typed.targets",
            "buildMultiTargeting/AgentBay.Typed.targets",
            "buildTransitive/AgentBay.Typed.Captures.targets", "buildTransitive/AgentBay.Typed.props", "buildTransitive/AgentBay.Typed.targets",
            "lib/net10.0/AgentBay.Typed.dll", "lib/net10.0/AgentBay.Typed.xml", "lib/net8.0/AgentBay.Typed.dll", "lib/net8.0/AgentBay.Typed.xml",
            .. captures,
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), package.Files.Where(static file => !file.StartsWith("tools/", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_package_carries_the_program_that_its_targets_run_with_all_that_it_needs()
    {
        using PackageFile package = PackageFile.Open(feed, "AgentBay.Typed");
        using PackageFile tool = PackageFile.Open(feed, "agentbay-typed");
        string[] expected =
        [
            .. tool.Files.Where(static file => file.StartsWith("tools/net8.0/any/", StringComparison.Ordinal) && Path.GetExtension(file) is not ".pdb" and not ".xml")
                .Select(static file => file.Replace("/any/", "/", StringComparison.Ordinal)),
        ];
        Assert.Contains("tools/net8.0/agentbay-typed.dll", expected);
        Assert.Contains("tools/net8.0/agentbay-typed.runtimeconfig.json", expected);
        Assert.Equal(expected, package.Files.Where(static file => file.StartsWith("tools/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("AgentBay.Typed.Local", "lib/net10.0/AgentBay.Typed.Local")]
    [InlineData("AgentBay.Typed.Mcp", "lib/net10.0/AgentBay.Typed.Mcp", "lib/net8.0/AgentBay.Typed.Mcp", "build/AgentBay.Typed.Mcp.props", "buildTransitive/AgentBay.Typed.Mcp.props")]
    [InlineData("AgentBay.Typed.Testing", "lib/net10.0/AgentBay.Typed.Testing", "lib/net8.0/AgentBay.Typed.Testing")]
    public void A_library_has_its_assemblies_with_their_documentation_and_nothing_else(string id, params string[] content)
    {
        using PackageFile package = PackageFile.Open(feed, id);
        string[] expected =
        [
            $"{id}.nuspec", "README.md", "icon.png",
            .. content.SelectMany(static file => file.StartsWith("lib/", StringComparison.Ordinal) ? new[] { file + ".dll", file + ".xml" } : [file]),
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), package.Files);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_says_what_it_is_for_and_under_which_license(string id)
    {
        using PackageFile package = PackageFile.Open(feed, id);
        Assert.Equal((id, "MIT", "icon.png", "README.md"), (package.Says("id"), package.Says("license"), package.Says("icon"), package.Says("readme")));
        Assert.StartsWith($"# {id}\n", package.Read("README.md"), StringComparison.Ordinal);
        Assert.StartsWith("\uFFFDPNG", package.Read("icon.png"), StringComparison.Ordinal);
        Assert.Contains("agentbay", package.Says("tags")!.Split(' '));
        Assert.EndsWith(".", package.Says("description"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_assembly_of_ours_that_a_debugger_enters_has_symbols_whose_sources_lie_in_no_folder_of_this_machine(string id)
    {
        using PackageFile package = PackageFile.Open(feed, id);
        using PackageFile symbols = PackageFile.OpenSymbols(feed, id);
        string[] expected =
        [
            .. package.Files.Where(file => IsOurs(file) && (file.StartsWith("lib/", StringComparison.Ordinal) || id == "agentbay-typed"))
                .Select(static file => Path.ChangeExtension(file, ".pdb")),
        ];
        Assert.NotEmpty(expected);
        Assert.Equal(expected, symbols.Files.Where(static file => file.EndsWith(".pdb", StringComparison.Ordinal)));
        Assert.All(expected, file => Assert.Contains(symbols.Sources(file), static source => source.StartsWith("/_/", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void No_file_tells_of_this_machine(string id)
    {
        using PackageFile package = PackageFile.Open(feed, id);
        using PackageFile symbols = PackageFile.OpenSymbols(feed, id);
        foreach (PackageFile one in new[] { package, symbols })
            Assert.DoesNotContain(one.Files, file => feed.MachineFolders.Any(folder => one.Holds(file, folder)));
    }

    private static bool IsOurs(string file) => file.EndsWith(".dll", StringComparison.Ordinal)
        && Path.GetFileName(file).StartsWith("agentbay", StringComparison.OrdinalIgnoreCase);
}
