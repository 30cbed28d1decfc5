namespace AgentBay.Typed;

/// <summary>The tools of one capture as typed methods. Implemented by generated classes.</summary>
/// <typeparam name="TSelf">The generated class.</typeparam>
public interface IToolCatalog<TSelf> where TSelf : IToolCatalog<TSelf>
{
    /// <summary>The tools of the catalog, sorted by name.</summary>
    static abstract IReadOnlyList<ToolDescriptor> Tools { get; }

    /// <summary>Makes a catalog whose calls go through <paramref name="invoker"/>.</summary>
    /// <param name="invoker">Where the calls go.</param>
    static abstract TSelf Create(IToolInvoker invoker);

    /// <summary>
    /// Makes the tools' descriptors with what a model reads of them: description, group, and schema of the arguments.
    /// Those are compiled in where the project says <c>AgentBayToolSchemas</c>, as AgentBay.Typed.Mcp does for it;
    /// elsewhere this gives <see cref="Tools"/>. A program that never asks does not carry them once it is trimmed.
    /// </summary>
    static virtual IReadOnlyList<ToolDescriptor> DescribeTools() => TSelf.Tools;

    /// <summary>Where the calls go.</summary>
    IToolInvoker Invoker { get; }
}
