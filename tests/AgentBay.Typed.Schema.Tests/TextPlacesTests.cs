using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Tests;

public sealed class TextPlacesTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 2)]
    [InlineData(2, 2, 1)]
    [InlineData(4, 3, 1)]
    [InlineData(5, 4, 1)]
    [InlineData(6, 4, 2)]
    public void Lines_end_with_any_line_break_and_count_from_one(int offset, int line, int column) =>
        Assert.Equal((line, column), new TextPlaces("a\nb\n\rc").Of(offset));
}
