using System.Text;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed.Tests;

/// <summary>The table of agentbay-wire 4.8.</summary>
public sealed class KeyNameTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("A", "a")]
    [InlineData("z", "z")]
    [InlineData("7", "7")]
    [InlineData("Ä", "Ä")]
    [InlineData("ctrl", "Ctrl")]
    [InlineData("CONTROL", "Ctrl")]
    [InlineData("cmd", "Command")]
    [InlineData("windows", "Win")]
    [InlineData("Return", "Enter")]
    [InlineData("esc", "Escape")]
    [InlineData("PGUP", "PageUp")]
    [InlineData("prtsc", "PrintScreen")]
    [InlineData("break", "Pause")]
    [InlineData("up", "ArrowUp")]
    [InlineData("arrowleft", "ArrowLeft")]
    [InlineData("f1", "F1")]
    [InlineData("F24", "F24")]
    [InlineData("f25", "f25")]
    [InlineData("minus", "-")]
    [InlineData("BackTick", "`")]
    [InlineData("backslash", "\\")]
    [InlineData("XF86Mail", "XF86Mail")]
    public void A_key_gets_the_spelling_the_server_expects(string key, string spelling) => Assert.Equal(spelling, KeyNames.Correct(key));

    [Theory]
    [InlineData("""{"keys":["CTRL",5,null,"c"]}""", """{"keys":["Ctrl",5,null,"c"]}""")]
    [InlineData("""{"keys":"CTRL"}""", """{"keys":"CTRL"}""")]
    [InlineData("{}", "{}")]
    public void What_is_no_list_of_strings_stays(string arguments, string corrected) =>
        Assert.Equal(corrected, Encoding.UTF8.GetString(KeyNames.Correct(Encoding.UTF8.GetBytes(arguments)).Span));
}
