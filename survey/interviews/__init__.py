"""The interviews: transcripts, codes and codings, and the files researchers code them in."""
