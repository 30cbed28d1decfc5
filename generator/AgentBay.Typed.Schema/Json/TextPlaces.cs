using System;
using System.Collections.Generic;

namespace AgentBay.Typed.Schema.Json;

/// <summary>Finds the line and column of an offset, both counted from 1.</summary>
internal sealed class TextPlaces
{
    private readonly List<int> _lineStarts = [0];

    public TextPlaces(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                _lineStarts.Add(i + 1);
        }
    }

    public (int Line, int Column) Of(int offset)
    {
        int found = _lineStarts.BinarySearch(offset);
        int line = found >= 0 ? found : ~found - 1;
        return (line + 1, offset - _lineStarts[line] + 1);
    }
}
