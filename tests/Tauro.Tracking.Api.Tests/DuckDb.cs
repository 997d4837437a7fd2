using DuckDB.NET.Data;

namespace Tauro.Tracking.Api.Tests;

/// <summary>Reads Parquet without any code of Tauro.</summary>
internal static class DuckDb
{
    /// <summary>Returns the rows of a query; <c>{file}</c> in it is a Parquet file with the given bytes.</summary>
    public static List<object?[]> Query(byte[] parquet, string sql)
    {
        var folder = Directory.CreateTempSubdirectory("tauro-export-");
        try
        {
            var file = Path.Combine(folder.FullName, "export.parquet");
            File.WriteAllBytes(file, parquet);
            using var connection = new DuckDBConnection("DataSource=:memory:");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql.Replace("{file}", $"'{file}'");
            using var reader = command.ExecuteReader();
            var rows = new List<object?[]>();
            while (reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount)
                    .Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
            }

            return rows;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
