namespace Quickstart;

/// <summary>Prints what happens.</summary>
internal static class Story
{
    public static void Chapter(string title) => Console.WriteLine($"\n== {title} ==");

    public static void Tell(string text) => Console.WriteLine(text);

    public static void Detail(string text)
    {
        foreach (string line in text.TrimEnd().Split('\n'))
            Console.WriteLine("    " + line);
    }

    /// <summary>Stops the tour when something is not as it should be.</summary>
    public static void Expect(bool isSo, string what)
    {
        if (!isSo)
            throw new InvalidOperationException($"Not as expected: {what}");
    }
}
