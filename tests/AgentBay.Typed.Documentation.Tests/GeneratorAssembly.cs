using System.Reflection;

namespace AgentBay.Typed.Documentation;

/// <summary>The generator's assembly, as a compiler loads it.</summary>
internal static class GeneratorAssembly
{
    private static readonly Assembly Loaded = Assembly.LoadFrom(Path.Combine(
        Page.Repository, "artifacts/bin/AgentBay.Typed.Generator", new DirectoryInfo(AppContext.BaseDirectory).Name, "AgentBay.Typed.Generator.dll"));

    /// <summary>One of each of its types of a kind.</summary>
    public static IEnumerable<T> Create<T>() => Loaded.GetTypes().Where(static type => type.IsAssignableTo(typeof(T)) && !type.IsAbstract)
        .Select(static type => (T)Activator.CreateInstance(type)!);
}
