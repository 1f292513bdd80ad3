# sql_statements(target folder): every <folder>/**/x.sql becomes generated/…/x.sql.hpp with one constant a statement,
# and all of them stand in one list that a test prepares against the migrated schema.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
function(sql_statements target folder)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${folder}/*.sql)
  set(outputs)
  foreach(file ${files})
    file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR}/server ${file})
    set(output ${CMAKE_BINARY_DIR}/generated/${name}.hpp)
    add_custom_command(OUTPUT ${output}
      COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/cmake/sql_header.py ${file} ${output}
      DEPENDS ${file} ${CMAKE_SOURCE_DIR}/cmake/sql_header.py VERBATIM)
    list(APPEND outputs ${output})
  endforeach()
  set(list ${CMAKE_BINARY_DIR}/generated/${target}_statements.cpp)
  add_custom_command(OUTPUT ${list}
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/cmake/sql_header.py --list ${target} ${CMAKE_SOURCE_DIR}/server ${list} ${files}
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/sql_header.py VERBATIM)
  target_sources(${target} PRIVATE ${outputs} ${list})
endfunction()
