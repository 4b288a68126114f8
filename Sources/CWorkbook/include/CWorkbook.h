/* The C library libxlsxwriter, which writes workbooks of spreadsheet programs. */
#ifndef MUSTER_CWORKBOOK_H
#define MUSTER_CWORKBOOK_H

#include <xlsxwriter.h>

#endif
