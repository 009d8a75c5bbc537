"""The auditors' desk in a browser: server-rendered pages, and a REST API beside them.

Where things live:

- `pages`, `api`: one module for each subject, both thin; `templates`, `static`
- before a request reaches them: `app`, `shield` (hosts, sizes, headers), `visitors` (who asks), `faults` (errors)
- what they work with: `desk` (settings, index, accounts), `serving` (names, port)
- a question in an address: `asked`, `facets`, `choices`; as a file: `exporting`
- a report to look at: `report_text`, `report_view`, `reasons`, `around`, `comparing`; its pages' pictures: `pictures`,
  `sheets`, `finding`
- files handed in: `handing`, `jobs`, `job_files`, `labeller`; what else is kept: `keeping`
- what is drawn: `render`, `charts`
- `bench`: how fast it all is
"""

from cchc.web.app import create_app
from cchc.web.desk import Desk, Settings

__all__ = ["Desk", "Settings", "create_app"]
