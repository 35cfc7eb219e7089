"""The form as an Excel workbook: written for an applicant to fill in, and read as the plan that it holds."""
