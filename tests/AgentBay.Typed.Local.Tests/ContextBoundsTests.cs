using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>A context reaches its own files and no others, whatever it is bound with.</summary>
public sealed class ContextBoundsTests(BestBay fixture) : IClassFixture<BestBay>
{
    private readonly Wire _wire = fixture.Wire;

    [Theory]
    [InlineData("recyclePolicy", "../../../{0}")]
    [InlineData("recyclePolicy", "a/../../../../{0}")]
    [InlineData("mappingPolicy", "/../../../{0}")]
    [InlineData("mappingPolicy", "/a/../../../../{0}/")]
    public async Task A_policy_whose_path_leads_out_of_the_context_is_refused_and_touches_nothing(string part, string pattern)
    {
        var id = await _wire.CreateContextAsync();
        await _wire.PutAsync(id, "/kept", [1]);
        var directory = Directory.CreateDirectory(Path.Combine(fixture.Root, $"outside-{Guid.NewGuid():N}"));
        var file = Path.Combine(directory.FullName, "file");
        await File.WriteAllTextAsync(file, "mine");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddYears(-1));
        var path = string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, directory.Name);

        var answer = await BindAsync(id, part, path);

        Assert.Equal(("InvalidParameter", $"The parameter PersistenceDataList must have policies without '..' and NUL in their paths, but has '{path}'."), (answer.Code, answer.Message));
        Assert.Equal("mine", await File.ReadAllTextAsync(file));
        Assert.Equal(["kept"], await _wire.FilesAsync(id));
        directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData("recyclePolicy")]
    [InlineData("mappingPolicy")]
    public async Task A_policy_whose_path_has_a_nul_is_refused(string part) =>
        Assert.Equal("InvalidParameter", (await BindAsync(await _wire.CreateContextAsync(), part, "/a\0b")).Code);

    [Theory]
    [InlineData("/")]
    [InlineData("/./")]
    [InlineData(".")]
    public async Task A_mapping_from_all_of_the_context_is_refused_and_keeps_its_files(string path)
    {
        var id = await _wire.CreateContextAsync();
        foreach (var file in new[] { "/a", "/b/c" }) await _wire.PutAsync(id, file, [1]);

        var answer = await BindAsync(id, "mappingPolicy", path);

        Assert.Equal(("InvalidParameter", $"The parameter PersistenceDataList must have policies that map from a directory below /, but has '{path}'."), (answer.Code, answer.Message));
        Assert.Equal(["a", "b/"], await _wire.FilesAsync(id));
    }

    [Fact]
    public async Task A_mapping_from_nowhere_is_none()
    {
        var id = await _wire.CreateContextAsync();
        await _wire.PutAsync(id, "/a", [1]);

        Assert.Equal("ok", (await BindAsync(id, "mappingPolicy", "")).Code);

        Assert.Equal(["a"], await _wire.FilesAsync(id));
    }

    [Fact]
    public async Task A_folder_of_the_same_name_inside_of_the_bound_one_keeps_its_files()
    {
        var id = await _wire.CreateContextAsync();
        foreach (var file in new[] { "/notes/notes", "/notes/other", "/notes/deep/notes/file" }) await _wire.PutAsync(id, file, [(byte)'x']);

        await _wire.CreateSessionWithAsync(id, "/notes");

        Assert.Equal(["deep/", "notes", "other"], await _wire.FilesAsync(id));
        Assert.Equal(["file"], await _wire.FilesAsync(id, "/notes/deep/notes"));
    }

    private Task<WireAnswer> BindAsync(string contextId, string part, string path)
    {
        object value = part == "recyclePolicy" ? new { lifecycle = "Lifecycle_1Day", paths = new[] { path } } : new { path };
        return _wire.CallAsync("CreateMcpSession", ("PersistenceDataList", WireContexts.List(contextId, "/tmp/ctx", new Dictionary<string, object> { [part] = value })));
    }
}
