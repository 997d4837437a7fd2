using System.Text.Json;

namespace Tauro.Load.Reporting;

/// <summary>The results of one benchmark run, as saved in a file.</summary>
public sealed record Result(
    string Label, Uri Url, DateTimeOffset At, Machine Machine, double Seconds, IReadOnlyList<Row> Rows)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Result Read(string file) =>
        JsonSerializer.Deserialize<Result>(File.ReadAllText(file), Format)
        ?? throw new InvalidDataException($"{file} does not contain a result.");

    public void Write(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Format) + "\n");
}
