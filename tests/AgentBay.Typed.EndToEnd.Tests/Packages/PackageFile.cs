using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using System.Xml.Linq;

namespace AgentBay.Typed.EndToEnd.Packages;

/// <summary>A package as it lies in a feed.</summary>
internal sealed class PackageFile : IDisposable
{
    private readonly ZipArchive _archive;

    private PackageFile(string path) => _archive = ZipFile.OpenRead(path);

    /// <summary>The paths of what was packed, without what NuGet adds for itself.</summary>
    public IReadOnlyList<string> Files =>
    [
        .. _archive.Entries.Select(static entry => entry.FullName).Order(StringComparer.Ordinal)
            .Where(static name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml"),
    ];

    public static PackageFile Open(PackageFeed feed, string id) => new(Path.Combine(feed.Packages, $"{id}.{PackageFeed.Version}.nupkg"));

    public static PackageFile OpenSymbols(PackageFeed feed, string id) => new(Path.Combine(feed.Packages, $"{id}.{PackageFeed.Version}.snupkg"));

    public void Dispose() => _archive.Dispose();

    public string Read(string file) => Encoding.UTF8.GetString(ReadBytes(file));

    /// <summary>What the package says of itself; null where it does not.</summary>
    public string? Says(string element)
    {
        string nuspec = Files.Single(static file => file.EndsWith(".nuspec", StringComparison.Ordinal));
        XElement metadata = XDocument.Parse(Read(nuspec).TrimStart('\uFEFF')).Root!.Elements().Single();
        return metadata.Elements().SingleOrDefault(one => one.Name.LocalName == element)?.Value;
    }

    /// <summary>Whether a file holds a text: as bytes, as the text of an assembly, or as the path of a source that symbols name.</summary>
    public bool Holds(string file, string text)
    {
        byte[] bytes = ReadBytes(file);
        return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0
            || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0
            || (file.EndsWith(".pdb", StringComparison.Ordinal) && Sources(bytes).Any(source => source.Contains(text, StringComparison.Ordinal)));
    }

    /// <summary>The paths of the sources that symbols name.</summary>
    public IReadOnlyList<string> Sources(string file) => Sources(ReadBytes(file));

    private static string[] Sources(byte[] symbols)
    {
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));
        MetadataReader reader = provider.GetMetadataReader();
        return [.. reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name))];
    }

    private byte[] ReadBytes(string file)
    {
        using Stream stream = _archive.GetEntry(file)!.Open();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
