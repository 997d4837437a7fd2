namespace Tauro.Storage.Rules;

/// <summary>What every backend checks of names and texts.</summary>
public static class TextRules
{
    /// <summary>Control characters break logs and file formats, half a surrogate pair has no UTF-8 form.</summary>
    public static bool HasBadCharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i])) return true;
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }

        return false;
    }
}
