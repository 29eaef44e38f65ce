using DataHound.Domain.Preparation;
using DataHound.Storage.DataPlane;
using DataHound.Storage.Pipelines;
using DataHound.Storage.Preparation.Reading;

namespace DataHound.Storage.Ingestion.Stage;

/// <summary>Finds out what a received file is, from its first bytes; a workbook is read through, because damage shows only then.</summary>
/// <param name="config">How the company's exports are recognised.</param>
/// <param name="objects">Where the bytes lie.</param>
/// <param name="opener">Opens files.</param>
internal sealed class FileInspector(ExtractionConfig config, IObjectStore objects, ReceivedFileOpener opener)
{
    /// <summary>Looks at one file.</summary>
    internal async Task<FileFinding> InspectAsync(ReceivedFile file, CancellationToken cancellationToken)
    {
        using var copy = await objects.OpenLocalAsync(file.ObjectPath, cancellationToken);
        return await Task.Factory.StartNew(() => Inspect(file, copy.File), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private FileFinding Inspect(ReceivedFile file, string path)
    {
        try
        {
            using var reader = opener.Open(path, file.Name, sha256: null);
            if (reader is null)
                return new FileFinding { FileId = file.Id, Status = FileStatus.Empty };
            if (reader is WorkbookReader)
            {
                while (reader.Read())
                {
                    // Only to see that it can be read to its end.
                }
            }

            var dataset = DatasetRecognition.Recognise(file.Name, reader.Headings, config);
            return dataset is null
                ? new FileFinding { FileId = file.Id, Status = FileStatus.Unknown, Reason = "No file-name pattern fits, and the headings are not those of a known dataset." }
                : new FileFinding { FileId = file.Id, Status = FileStatus.Ok, Dataset = dataset };
        }
        catch (UnreadableFileException error)
        {
            return new FileFinding { FileId = file.Id, Status = FileStatus.Corrupt, Reason = error.Message };
        }
    }
}
