using System.Text;

namespace Tauro.Web.Files;

/// <summary>Reads rows of fields that are separated by commas or tabs (RFC 4180).</summary>
internal static class DelimitedRows
{
    /// <summary>Returns the first rows. A last line without an end counts only if the file is complete.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Read(
        string content, char separator, bool isComplete, int rowsMax)
    {
        List<IReadOnlyList<string>> rows = [];
        List<string> row = [];
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < content.Length && rows.Count < rowsMax; i++)
        {
            var c = content[i];
            if (isQuoted)
            {
                if (c != '"') field.Append(c);
                else if (i + 1 < content.Length && content[i + 1] == '"') field.Append(content[++i]);
                else isQuoted = false;
            }
            else if (c == '"' && field.Length == 0) isQuoted = true;
            else if (c == separator) EndField();
            else if (c == '\n') EndRow();
            else if (c != '\r') field.Append(c);
        }

        if (isComplete && rows.Count < rowsMax && (field.Length > 0 || row.Count > 0)) EndRow();
        return rows;

        void EndField()
        {
            row.Add(field.ToString());
            field.Clear();
        }

        void EndRow()
        {
            EndField();
            rows.Add(row);
            row = [];
        }
    }
}
